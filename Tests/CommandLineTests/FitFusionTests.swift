import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Fitting fusion to labelled pages")
  struct FitFusionTests {
    private static let pages = ["faa-handbook.pdf", "us-government-tables.pdf", "two-columns.pdf"]
      .map { Fixture.file("pages/\($0)").path }

    /// Labels some pages by text rules, and takes what they propose as the truth.
    private func prepare(_ folder: URL) async throws -> (project: URL, truth: URL) {
      let project = folder.appending(path: "p.galley")
      let truth = folder.appending(path: "truth.json")
      #expect(try await GalleyTool.quickLabel(Self.pages, project: project).code == 0)
      let text = try await GalleyTool.export(project, ["--source", "text"])
      try Data(text.utf8).write(to: truth)
      return (project, truth)
    }

    private func fit(_ project: URL, _ truth: URL, _ output: URL) async throws -> ToolOutput {
      try await GalleyTool.run([
        "fit-fusion", "--project", project.path, "--truth", truth.path, "--output", output.path,
      ])
    }

    @Test func `writes what label then fuses by`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let (project, truth) = try await prepare(folder)
        let file = folder.appending(path: "fusion.json")
        let fitted = try await fit(project, truth, file)
        #expect(fitted.code == 0, "\(fitted.error)")
        #expect(fitted.text.contains("text_rules text-rules-"))
        #expect(fitted.text.contains("on documents left out     before   after"))
        let content = try String(contentsOf: file, encoding: .utf8)
        #expect(content.contains(#""version" : 2"#) && content.contains(#""truth.json""#))
        let again = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--calibration", file.path])
        #expect(again.code == 0 && again.text.contains(#""event":"labelled""#))
        // What the truth was made of needs no bias taken off: hulls are no longer padded.
        let fused = try await GalleyTool.export(project)
        let padded = folder.appending(path: "padded.galley")
        _ = try await GalleyTool.quickLabel(Self.pages, project: padded)
        #expect(try await GalleyTool.export(padded) != fused)
      }
    }

    @Test func `is done before labelling where labelled pages are given`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let (_, truth) = try await prepare(folder)
        let project = folder.appending(path: "q.galley")
        let labelled = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--labelled", truth.path])
        #expect(labelled.code == 0, "\(labelled.error)")
        #expect(labelled.error.contains("fusion fitted to 7 pages of 3 documents"))
        #expect(labelled.error.contains("galley:   AP: "))
        #expect(labelled.error.contains("no gate: 0 pages"))
        let fitted = project.appending(path: "fusion.json")
        #expect(FileManager.default.fileExists(atPath: fitted.path))
        // The same command finds all as it was; what was fitted serves other projects too.
        let again = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--labelled", truth.path])
        #expect(again.code == 0 && !again.text.contains(#""event":"labelled""#))
        let other = try await GalleyTool.quickLabel(
          Self.pages, project: folder.appending(path: "r.galley"), ["--calibration", fitted.path])
        #expect(other.code == 0, "\(other.error)")
        let both = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--labelled", truth.path, "--calibration", fitted.path])
        #expect(both.code == 64 && both.error.contains("exclude each other"))
      }
    }

    @Test func `tells every number of a page, and what is certified`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let (project, truth) = try await prepare(folder)
        let page = "\(Self.pages[0]):1"
        let shown = try await GalleyTool.run([
          "fuse", "--project", project.path, "--explain", page, "--ignored",
        ])
        #expect(shown.code == 0, "\(shown.error)")
        #expect(shown.text.contains("text_rules") && shown.text.contains(" ± "))
        let absent = try await GalleyTool.run([
          "fuse", "--project", project.path, "--explain", "none.pdf:1",
        ])
        #expect(absent.code == 64 && absent.error.contains("write it like"))
        let file = folder.appending(path: "fusion.json")
        #expect(try await fit(project, truth, file).code == 0)
        let certified = try await GalleyTool.run([
          "certify", "--project", project.path, "--truth", truth.path, "--calibration", file.path,
        ])
        #expect(certified.code == 64 && certified.error.contains("holds no gate to certify"))
      }
    }

    @Test func `says what is wrong with a truth or a calibration`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let (project, truth) = try await prepare(folder)
        let file = folder.appending(path: "fusion.json")
        let few = folder.appending(path: "few.json")
        var dataset = try #require(
          try JSONSerialization.jsonObject(with: Data(contentsOf: truth)) as? [String: Any])
        dataset["annotations"] = []
        try JSONSerialization.data(withJSONObject: dataset).write(to: few)
        let nothing = try await fit(project, few, file)
        #expect(nothing.code == 64 && nothing.error.contains("label more pages"))
        #expect(try await fit(project, truth, file).code == 0)
        let other = try await GalleyTool.quickLabel(
          Self.pages, project: folder.appending(path: "q.galley"),
          ["--taxonomy", "publaynet", "--calibration", file.path])
        #expect(other.code == 64 && other.error.contains("'doclaynet', not of 'publaynet'"))
        let absent = try await GalleyTool.quickLabel(
          Self.pages, project: project, ["--calibration", few.path])
        #expect(absent.code == 64 && absent.error.contains("galley fit-fusion"))
      }
    }
  }
}
