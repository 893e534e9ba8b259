import Fusion
import LabelStore
import Layout
import PageImages
import RegionProposals
import TextRecognition

/// Takes one page through the stages: draw, read, detect, propose, fuse.
struct PageLabeller: Sendable {
  let parameters: LabellingParameters
  let parametersFingerprint: String
  let hasTeacher: Bool
  let textSource: any TextSource
  let stop: StopRequest
  let fusion: PageFusion

  /// Ends the fingerprint of a page that the next run is to label again.
  private static let incompleteMark = ":incomplete"

  /// Where a page's words and teacher estimates come from.
  private struct Seen: Sendable {
    var page: Page
    var text: PageText
    var teacher: [RegionEstimate]
    var warnings: [String]
    var clock: StageClock
  }

  /// Labels a page; `earlier` labels give what has not changed.
  ///
  /// Also tells whether an answer about its text is missing that another run may find.
  func label(
    _ number: Int, in run: PageRun, earlier: PageLabels?, workers: WorkerPool<PageWorker>
  ) async throws -> (labels: PageLabels, lacksAnswer: Bool) {
    let identity = PageIdentity(fileHash: run.source.fileHash, number: number)
    let fingerprints = parameters.fingerprints(parametersFingerprint, identity)
    let text = earlier?.textFingerprint == fingerprints.text ? earlier?.text : nil
    let teacher = earlier?.teacherFingerprint == fingerprints.teacher ? earlier?.teacher : nil
    var seen: Seen
    if let earlier, let text, let teacher {
      seen = Seen(
        page: earlier.page, text: text, teacher: teacher, warnings: [], clock: StageClock())
    } else {
      seen = try await workers.with { worker in
        try await look(at: number, in: run, text: text, teacher: teacher, worker: worker)
      }
    }

    var notes = seen.warnings
    var proposal = TextProposal(estimates: [])
    var isComplete = true
    let rows = RowBuilder.rows(of: seen.text, bounds: seen.page.bounds)
    if !rows.rows.isEmpty {
      do {
        proposal = try await seen.clock.time("propose") {
          try await textSource.propose(
            AskedPage(rows: rows, text: seen.text, page: seen.page, teacher: seen.teacher))
        }
        isComplete = !proposal.lacksAnswer
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // The page goes on with what the teacher sees; where another run may fare better, it is
        // not done for good.
        notes.append("no proposals from the text: \(error)")
        isComplete = textSource.isFinal(error)
        if textSource.stopsJob(error) { stop.stop(because: error) }
      }
    }
    notes += proposal.notes
    let result = try await seen.clock.time("fuse") {
      try fusion.fuse(
        teacher: seen.teacher, text: proposal.estimates, bounds: seen.page.bounds)
    }
    if !result.regions.contains(where: { $0.decision == .accepted }) {
      let sight = hasTeacher ? "the teacher saw nothing sure" : "there is no teacher"
      notes.append("no region accepted: \(sight); \(seen.text.reason)")
    }
    let labels = PageLabels(
      page: seen.page, text: seen.text, teacher: seen.teacher, proposals: proposal.estimates,
      fused: result.regions, classNames: parameters.taxonomy.classes.map(\.name),
      fingerprint: fingerprints.labels + (isComplete ? "" : Self.incompleteMark),
      textFingerprint: fingerprints.text, teacherFingerprint: fingerprints.teacher,
      parameters: parametersFingerprint, notes: notes,
      seconds: Dictionary(
        seen.clock.seconds.map { ($0.stage, $0.seconds) }, uniquingKeysWith: +),
      tokens: proposal.tokens)
    return (labels, proposal.lacksAnswer)
  }

  private func look(
    at number: Int, in run: PageRun, text: PageText?, teacher: [RegionEstimate]?,
    worker: PageWorker
  ) async throws -> Seen {
    var clock = StageClock()
    let rendered = try await clock.time("render") { try await run.render(number) }
    var words = text
    if words == nil {
      words = try await clock.time("read") {
        try await worker.read(
          rendered.image, dpi: rendered.page.dpi, layer: run.layer(of: number),
          mode: parameters.textRecognition)
      }
    }
    var estimates = teacher
    if estimates == nil {
      estimates = try await clock.time("detect") { try await worker.detect(rendered.image) }
    }
    return Seen(
      page: rendered.page,
      text: words ?? PageText(words: [], origin: .none, reason: "not read"),
      teacher: estimates ?? [], warnings: rendered.warnings, clock: clock)
  }
}
