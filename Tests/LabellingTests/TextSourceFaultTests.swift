import LabelStore
import Labelling
import Layout
import Testing

@Suite("A text source that fails")
struct TextSourceFaultTests {
  private struct Fault: Error, CustomStringConvertible {
    var description: String { "the server is away" }
  }

  /// Fails at its first call only.
  private func failingOnce(isFinal: Bool) -> RulesAfter {
    let calls = Tally()
    return RulesAfter(faultsAreFinal: isFinal) { _ in if calls.add(1) == 1 { throw Fault() } }
  }

  @Test func `leaves the page labelled, with a note, and is asked again next time`() async throws {
    try await TrialProject.with { project in
      let file = try project.addPDF("a.pdf")
      let source = failingOnce(isFinal: false)
      let first = try await project.label([file], text: source)
      #expect(first.outcome.pages == 1 && first.outcome.failures == 0)
      #expect(first.labelled.first?.notes.contains { $0.contains("the server is away") } == true)

      let second = try await project.label([file], text: source)
      #expect(second.upToDate == 0 && second.labelled.count == 1)
      #expect((second.labelled.first?.regions ?? 0) > 0)
      let notes = try await project.store.labels(of: PageKey(path: file, number: 1))?.notes
      #expect(notes?.contains { $0.contains("away") } == false)

      #expect(try await project.label([file], text: source).upToDate == 1)
    }
  }

  @Test func `keeps the words it was shown, for the next time`() async throws {
    try await TrialProject.with { project in
      let file = try project.addPDF("a.pdf")
      let source = failingOnce(isFinal: false)
      let first = try await project.label([file], text: source)
      #expect(stages(first).contains("render"))
      #expect(stages(try await project.label([file], text: source)) == ["fuse", "propose"])
    }
  }

  @Test func `is not asked again where it would fail alike`() async throws {
    try await TrialProject.with { project in
      let file = try project.addPDF("a.pdf")
      let source = failingOnce(isFinal: true)
      _ = try await project.label([file], text: source)
      #expect(try await project.label([file], text: source).upToDate == 1)
    }
  }

  @Test func `that is out of service ends the job, with what is done kept`() async throws {
    try await TrialProject.with { project in
      let files = try (0..<12).map { try project.addPDF("\($0).pdf", word: "word\($0)") }
      let calls = Tally()
      let source = RulesAfter(faultsAreFinal: false, faultsStopJob: true) { _ in
        if calls.add(1) > 2 { throw Fault() }
      }
      await #expect(throws: Fault.self) { try await project.label(files, text: source) }
      // Those in hand when it failed first are asked about, no others.
      #expect(calls.now < files.count / 2)
      let again = try await project.label(files)
      #expect(again.upToDate == 2 && again.labelled.count == files.count - 2)
    }
  }

  private func stages(_ trial: Trial) -> [String] {
    trial.labelled.first?.seconds.map(\.stage) ?? []
  }
}
