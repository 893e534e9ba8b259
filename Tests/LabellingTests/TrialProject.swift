import Detection
import Foundation
import Fusion
import GalleyTesting
import LabelStore
import Labelling
import Layout
import PageImages
import RegionProposals
import Synchronization
import TextRecognition

/// A project in a folder of its own, with small PDF files that really are drawn and read.
struct TrialProject: Sendable {
  let folder: URL
  let store: LabelStore

  /// Runs a body with a fresh project, removed afterwards.
  static func with(_ body: (TrialProject) async throws -> Void) async throws {
    try await Fixture.withTemporaryFolder { folder in
      try await body(
        TrialProject(
          folder: folder,
          store: LabelStore.open(project: folder.appending(path: "p.galley"), create: true)))
    }
  }

  /// Writes a PDF of three lines of text; its path.
  func addPDF(_ name: String, word: String = "words") throws -> String {
    let lines = (0..<3).map { "(line \($0) of some plain \(word) to read) Tj 0 -16 Td" }
    let content = "BT /F1 12 Tf 40 160 Td \(lines.joined(separator: " ")) ET"
    return try add(name, SmallPDF(width: 300, height: 200, content: content).data)
  }

  /// Writes a file; its path.
  func add(_ name: String, _ data: Data) throws -> String {
    let file = folder.appending(path: name)
    try data.write(to: file)
    return file.path
  }

  /// Labels files and tells what happened.
  func label(
    _ files: [String], text: any TextSource = TextRulesSource(taxonomy: .doclaynet),
    teacher: Teacher? = nil, jobs: Int = 1, waiting: Int = 1, stop: StopRequest = StopRequest(),
    limits: RenderLimits = RenderLimits(),
    change: (inout LabellingParameters) -> Void = { _ in }
  ) async throws -> Trial {
    var parameters = LabellingParameters(taxonomy: .doclaynet, dpi: 100, languages: [])
    parameters.textRecognition = .never
    parameters.teacher = teacher?.identity
    change(&parameters)
    let job = LabellingJob(
      parameters: parameters, store: store, teacher: teacher, textSource: text, jobs: jobs,
      waitingForText: waiting, limits: limits)
    let events = EventLog()
    let outcome = try await job.run(
      InputExpansion(files) { [] }, stop: stop, report: { events.append($0) })
    return Trial(outcome: outcome, events: events.all)
  }
}

/// What came of a job.
struct Trial {
  var outcome: LabellingOutcome
  var events: [LabellingEvent]

  var labelled: [PageReport] {
    events.compactMap { if case .labelled(let report) = $0 { report } else { nil } }
  }
  var upToDate: Int { events.count { if case .upToDate = $0 { true } else { false } } }
  var failures: [String] {
    events.compactMap { event in
      guard case .failed(let file, let page, let reason) = event else { return nil }
      return "\(URL(fileURLWithPath: file).lastPathComponent) \(page ?? 0): \(reason)"
    }
  }
}

/// Events in the order in which they came.
final class EventLog: Sendable {
  private let events = Mutex<[LabellingEvent]>([])

  func append(_ event: LabellingEvent) { events.withLock { $0.append(event) } }
  var all: [LabellingEvent] { events.withLock(\.self) }
}

/// The text rules, with something done first: a fault thrown, a pause made.
struct RulesAfter: TextSource {
  var faultsAreFinal = true
  var faultsStopJob = false
  var first: @Sendable (Page) async throws -> Void

  func propose(_ page: AskedPage) async throws -> TextProposal {
    if let place = page.page { try await first(place) }
    return try TextRulesSource(taxonomy: .doclaynet).propose(page)
  }

  func isFinal(_ error: any Error) -> Bool { faultsAreFinal }
  func stopsJob(_ error: any Error) -> Bool { faultsStopJob }
}

/// A number that tasks count up and down, with its peak.
final class Tally: Sendable {
  private let state = Mutex((now: 0, peak: 0))

  @discardableResult
  func add(_ change: Int) -> Int {
    state.withLock {
      $0.now += change
      $0.peak = max($0.peak, $0.now)
      return $0.now
    }
  }
  var now: Int { state.withLock(\.now) }
  var peak: Int { state.withLock(\.peak) }
}
