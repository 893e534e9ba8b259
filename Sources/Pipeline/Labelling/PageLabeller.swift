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

  /// Words and teacher estimates, on the page made upright.
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
      let turn = earlier.page.turn
      seen = Seen(
        page: earlier.page, text: turn(text), teacher: teacher.map { turn($0) }, warnings: [],
        clock: StageClock())
    } else {
      seen = try await workers.with { worker in
        try await look(
          at: number, in: run, text: text, teacher: teacher, before: earlier?.page, worker: worker)
      }
    }

    var notes = seen.warnings
    if PlaceholderPage.isOne(seen.text, ofDynamicForm: run.source.isDynamicForm) {
      notes.append(PageLabels.placeholderNote)
    }
    var proposal = TextProposal(estimates: [])
    var isComplete = true
    let turn = seen.page.turn
    let rows = RowBuilder.rows(of: seen.text, bounds: turn.turnedBounds)
    let isLegible = seen.text.origin != .illegible
    if isLegible, !rows.rows.isEmpty {
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
    var fused = try await seen.clock.time("fuse") {
      try fusion.fuse(
        teacher: seen.teacher, text: proposal.estimates, bounds: turn.turnedBounds,
        words: Dictionary(seen.text.words.map { ($0.id, $0.text) }) { first, _ in first })
    }.regions
    if !isLegible {
      for index in fused.indices where fused[index].decision == .accepted {
        fused[index].decision = .review
        fused[index].reason = "the page is hardly legible; " + fused[index].reason
      }
      notes.append("for review: \(seen.text.reason)")
    } else if hasTeacher, !fused.contains(where: { $0.decision == .accepted }) {
      // Without a teacher that is so on nearly every page: the job tells it once.
      notes.append("no region accepted: the teacher saw nothing sure; \(seen.text.reason)")
    }
    let back = turn.inverse
    let labels = PageLabels(
      page: seen.page, text: back(seen.text), teacher: seen.teacher.map { back($0) },
      proposals: proposal.estimates.map { back($0) }, fused: fused.map { back($0) },
      classNames: parameters.taxonomy.classes.map(\.name),
      fingerprint: fingerprints.labels + (isComplete ? "" : Self.incompleteMark),
      textFingerprint: fingerprints.text, teacherFingerprint: fingerprints.teacher,
      parameters: parametersFingerprint, notes: notes,
      seconds: Dictionary(
        seen.clock.seconds.map { ($0.stage, $0.seconds) }, uniquingKeysWith: +),
      tokens: proposal.tokens)
    return (labels, proposal.lacksAnswer)
  }

  private func look(
    at number: Int, in run: PageRun, text: PageText?, teacher: [RegionEstimate]?, before: Page?,
    worker: PageWorker
  ) async throws -> Seen {
    var clock = StageClock()
    let rendered = try await clock.time("render") { try await run.render(number) }
    var page = rendered.page
    page.readingTurn = before?.readingTurn ?? 0
    var words = text.map { page.turn($0) }
    if words == nil {
      let read = try await clock.time("read") {
        let layer = try await run.layer(of: number)
        let read = try await worker.read(
          rendered.image, dpi: rendered.page.dpi, layer: layer, mode: parameters.textRecognition)
        if let evidence = read.fontEvidence, let layer { await run.note(evidence, of: layer) }
        return read
      }
      page.readingTurn = read.turn
      // As it will come back from the store, so that fusing anew gives the same.
      words = page.turn(page.turn.inverse(read.text))
    }
    let turn = page.turn
    // A teacher that saw the page lie otherwise looks again.
    var estimates = before?.readingTurn == page.readingTurn ? teacher?.map { turn($0) } : nil
    if estimates == nil {
      estimates = try await clock.time("detect") {
        try await worker.detect(turn(rendered.image)).map { turn(turn.inverse($0)) }
      }
    }
    return Seen(
      page: page,
      text: words ?? PageText(words: [], origin: .none, reason: "not read"),
      teacher: estimates ?? [], warnings: rendered.warnings, clock: clock)
  }
}
