import LabelStore
import Labelling
import Testing

@Suite("Labelling again with other parameters")
struct ReuseTests {
  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var stages: [String]
    var make: @Sendable (inout LabellingParameters) -> Void
  }

  static let changes = [
    Change(testDescription: "nothing", stages: []) { _ in },
    Change(testDescription: "fusion settings", stages: ["fuse", "propose"]) {
      $0.fusion.decisions.acceptance = .init(0.9)
    },
    Change(testDescription: "prompt", stages: ["fuse", "propose"]) { $0.promptVersion = "2" },
    Change(testDescription: "teacher", stages: ["detect", "fuse", "propose", "render"]) {
      $0.teacher = "another"
    },
    Change(testDescription: "languages", stages: ["fuse", "propose", "read", "render"]) {
      $0.languages = ["eng"]
    },
    Change(testDescription: "resolution", stages: ["detect", "fuse", "propose", "read", "render"]) {
      $0.dpi = 90
    },
  ]

  @Test("repeats only the stages that depend on what changed", arguments: changes)
  func repeats(_ change: Change) async throws {
    try await TrialProject.with { project in
      let file = try project.addPDF("a.pdf")
      let first = try await project.label([file])
      #expect(
        first.labelled.first?.seconds.map(\.stage)
          == ["detect", "fuse", "propose", "read", "render"])
      let key = PageKey(path: file, number: 1)
      let before = try await project.store.labels(of: key)
      let second = try await project.label([file], change: change.make)
      #expect(second.labelled.first?.seconds.map(\.stage) ?? [] == change.stages)
      let after = try await project.store.labels(of: key)
      #expect(after?.text.words.map(\.text) == before?.text.words.map(\.text))
      #expect((after?.fingerprint == before?.fingerprint) == change.stages.isEmpty)
      #expect(try await project.label([file], change: change.make).upToDate == 1)
    }
  }

  @Test func `does not take over words of another file at the same path`() async throws {
    try await TrialProject.with { project in
      let file = try project.addPDF("a.pdf", word: "apples")
      _ = try await project.label([file])
      _ = try project.addPDF("a.pdf", word: "pears")
      #expect(try await project.label([file]).labelled.count == 1)
      let words = try await project.store.labels(of: PageKey(path: file, number: 1))?.text.words
      #expect(words?.contains { $0.text == "pears" } == true)
      #expect(words?.contains { $0.text == "apples" } == false)
    }
  }
}
