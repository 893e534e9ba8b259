import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Disambiguation")
  struct DisambiguationTests {
    private struct Report: Decodable {
      struct Line: Decodable {
        var cases: Int
        var teacherRight: Int?
        var textRight: Int?
        var neitherRight: Int?
        var nothingLabelled: Int?
        var precision: [Precision]
      }
      struct Precision: Decodable {
        var source: String
        var AP: Double?
      }
      var pages: Int
      var labelledPages: Int
      var seenByBoth: Int
      var cases: Int
      var confusions: [Line]
      var all: Line
    }

    private static let truth = "Fixtures/pages/publaynet-sample.json"

    @Test func `tells on labelled pages who was right`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        let labelled = try await GalleyTool.run([
          "label", "Fixtures/pages/PMC4972521_00010.jpg", "Fixtures/pages/PMC5302692_00002.jpg",
          "Fixtures/pages/two-columns.pdf:1", "--project", project.path, "--taxonomy", "publaynet",
          "--passes", "0",
        ])
        #expect(labelled.code == 0)
        let arguments = ["disambiguation", "--project", project.path]

        let judged = try await report(arguments + ["--truth", Self.truth])
        #expect(judged.pages == 3 && judged.labelledPages == 2)
        #expect(judged.cases > 0 && judged.cases <= judged.seenByBoth)
        #expect(judged.confusions.map(\.cases).reduce(0, +) == judged.cases)
        let verdicts = [
          judged.all.teacherRight, judged.all.textRight, judged.all.neitherRight,
          judged.all.nothingLabelled,
        ].compactMap(\.self)
        #expect(verdicts.count == 4 && verdicts.reduce(0, +) <= judged.cases)
        #expect(judged.all.precision.map(\.source) == ["teacher", "text", "fused"])
        #expect(judged.all.precision.allSatisfy { (0...1).contains($0.AP ?? -1) })

        let unjudged = try await report(arguments)
        #expect(unjudged.labelledPages == 0 && unjudged.cases == judged.cases)
        #expect(unjudged.all.teacherRight == nil && unjudged.all.precision.isEmpty)

        let table = try await GalleyTool.run(arguments + ["--truth", Self.truth])
        #expect(table.code == 0)
        #expect(table.text.hasPrefix("pages           3, 2 of them labelled\n"))
        #expect(table.text.contains("teacher right  text right"))
        #expect(table.text.contains("\nany case "))
      }
    }

    @Test func `refuses labels of other pages`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        _ = try await GalleyTool.quickLabel(["Fixtures/pages/two-columns.pdf:1"], project: project)
        let output = try await GalleyTool.run([
          "disambiguation", "--project", project.path, "--truth", Self.truth,
        ])
        #expect(output.code != 0 && output.text.isEmpty)
        #expect(output.error.contains(Self.truth) && output.error.contains("two-columns.pdf"))
      }
    }

    private func report(_ arguments: [String]) async throws -> Report {
      let output = try await GalleyTool.run(arguments + ["--json"])
      #expect(output.code == 0, "\(output.error)")
      return try JSONDecoder().decode(Report.self, from: Data(output.text.utf8))
    }
  }
}
