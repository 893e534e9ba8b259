import Foundation
import HTTPTypes
import Hummingbird
import LabelStore
import Layout
import NIOCore

/// What the page asks and sends.
struct AuditRoutes {
  private static let mostBytes = 1 << 20

  private let project: AuditedProject

  init(_ project: AuditedProject) { self.project = project }

  func add(to group: RouterGroup<BasicRequestContext>) {
    group.get("project") { request, _ in
      try JSONAnswer.response(ProjectAnswer(project, user: project.user(of: request)))
    }
    group.get("progress") { _, _ in
      try JSONAnswer.response(ProgressAnswer(try await project.store.auditStatistics()))
    }
    group.get("queue") { request, _ in try await queue(request) }
    group.get("pages") { request, _ in try await pages(request) }
    group.get("pages/:token") { _, context in
      let token = try context.parameters.require("token")
      return try JSONAnswer.response(
        try await project.answer(try await project.key(of: token), token: token))
    }
    group.get("pages/:token/image") { request, context in
      try await picture(request, try context.parameters.require("token"))
    }
    group.post("pages/:token/edits") { request, context in
      let key = try await project.key(of: try context.parameters.require("token"))
      let edits: EditRequest = try await Self.body(of: request)
      return try await answer(
        try await project.store.save(
          try edits.corrections(project.taxonomy), of: key, state: edits.state,
          by: project.user(of: request),
          at: Self.now), of: key)
    }
    group.post("pages/:token/done") { request, context in
      let key = try await project.key(of: try context.parameters.require("token"))
      let wanted: DoneRequest = try await Self.body(of: request)
      return try await answer(
        try await project.store.setDone(
          wanted.done, key, state: wanted.state, by: project.user(of: request), at: Self.now),
        of: key,
        done: wanted.done)
    }
  }

  private func queue(_ request: Request) async throws -> Response {
    let wanted = try QueueRequest(request, project)
    let regions = try await project.store.queue(
      wanted.filter, after: wanted.place, offset: wanted.stretch.offset,
      limit: wanted.stretch.limit)
    let most = QueueRequest.mostCounted
    let total = try await project.store.queueCount(wanted.filter, upTo: most)
    return try JSONAnswer.response(
      QueueAnswer(regions, total: total, isExact: total < most, project))
  }

  private func pages(_ request: Request) async throws -> Response {
    let stretch = try Stretch(request, most: 500)
    let (total, pages) = try await project.store.pages(
      document: request.uri.queryParameters["document"].map(String.init) ?? "",
      offset: stretch.offset, limit: stretch.limit)
    return try JSONAnswer.response(PagesAnswer(pages, total: total))
  }

  private func picture(_ request: Request, _ token: String) async throws -> Response {
    let key = try await project.key(of: token)
    guard let labels = try await project.store.labels(of: key) else { throw AuditedProject.gone }
    let picture = try await project.pictures.picture(of: labels.page)
    var headers: HTTPFields = [
      .contentType: "image/jpeg", .eTag: picture.tag, .cacheControl: "private, no-cache",
    ]
    guard request.headers[.ifNoneMatch] != picture.tag else {
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: picture.data)))
  }

  private func answer(
    _ outcome: CorrectionOutcome, of key: PageKey, done: Bool? = nil
  ) async throws -> Response {
    switch outcome {
    case .saved(let regions, let undecided):
      return try JSONAnswer.response(
        EditAnswer(
          regions: try await project.answers(regions, of: key), undecided: undecided, done: done))
    case .conflict(let regions):
      return try JSONAnswer.response(
        EditAnswer(
          regions: try await project.answers(regions, of: key),
          error: "somebody else decided about \(regions.count) of these regions meanwhile"),
        status: .conflict)
    case .relabelled:
      return try JSONAnswer.response(
        EditAnswer(regions: [], error: "the page was labelled anew meanwhile: reload it"),
        status: .conflict)
    case .gone: throw AuditedProject.gone
    case .refused(let reason):
      throw RequestError(done == nil ? .badRequest : .conflict, reason)
    }
  }

  private static func body<Value: Decodable>(of request: Request) async throws -> Value {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: mostBytes)
    } catch is NIOTooManyBytesError {
      throw RequestError(.contentTooLarge, "that is too much at once: send fewer edits")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(buffer: buffer))
    } catch {
      throw RequestError(.badRequest, "the request is no JSON of the kind that is wanted here")
    }
  }

  private static var now: String { Date.now.formatted(.iso8601) }
}
