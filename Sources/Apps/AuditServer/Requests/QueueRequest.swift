import Foundation
import Hummingbird
import LabelStore
import Layout

/// What a request asks of the queue.
struct QueueRequest {
  private static let mostItems = 500
  /// The queue is counted so far; further counting would take longer than people wait.
  static let mostCounted = 100_000

  var filter = AuditFilter()
  let stretch: Stretch
  /// The region after which it begins; `nil` to go by the stretch alone.
  let place: QueuePlace?

  init(_ request: Request, _ project: AuditedProject) throws {
    let query = request.uri.queryParameters
    func text(_ name: Substring) -> String? {
      query[name].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
    stretch = try Stretch(request, most: Self.mostItems)
    place = text("afterPage").flatMap { page in
      text("afterKey").map { QueuePlace(page: page, key: $0) }
    }
    if let value = text("class") {
      guard let index = Int(value), project.taxonomy.classes.indices.contains(index) else {
        throw RequestError(.badRequest, "class: there is no class of that index")
      }
      filter.className = project.taxonomy.classes[index].name
    }
    filter.source = try text("source").map { try Self.known(EstimateSource.self, $0, "source") }
    filter.order =
      try text("sort").map { try Self.known(AuditFilter.Order.self, $0, "sort") } ?? .gain
    filter.flag = text("reason")
    filter.document = text("document")
    let least = try text("minScore").map { try Self.score($0, "minScore") } ?? 0
    let most = try text("maxScore").map { try Self.score($0, "maxScore") } ?? 1
    guard least <= most else {
      throw RequestError(.badRequest, "minScore must not be above maxScore")
    }
    filter.scores = least...most
  }

  private static func known<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type, _ text: String, _ name: String
  ) throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw RequestError(.badRequest, "\(name): there are \(known)")
    }
    return value
  }

  private static func score(_ text: String, _ name: String) throws -> Double {
    guard let value = Double(text), (0...1).contains(value) else {
      throw RequestError(.badRequest, "\(name) must be a number from 0 to 1")
    }
    return value
  }
}

/// A stretch of a list.
struct Stretch {
  let offset: Int
  let limit: Int

  init(_ request: Request, most: Int) throws {
    func number(_ name: Substring, default standard: Int) throws -> Int {
      guard let text = request.uri.queryParameters[name] else { return standard }
      guard let value = Int(text), (0...1_000_000_000).contains(value) else {
        throw RequestError(.badRequest, "\(name) must be a whole number from 0")
      }
      return value
    }
    offset = try number("offset", default: 0)
    limit = min(most, try number("limit", default: 50))
  }
}
