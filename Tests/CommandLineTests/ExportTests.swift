import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Exports")
  struct ExportTests {
    @Test func `as HTML show every page`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        _ = try await GalleyTool.quickLabel(["Fixtures/pages"], project: project)
        let file = folder.appending(path: "proof.html")
        let output = try await GalleyTool.run([
          "export", "--project", project.path, "--format", "html", "--output", file.path,
        ])
        #expect(output.code == 0 && output.text.isEmpty)
        #expect(output.error.contains("12 pages in "))
        let proof = try String(contentsOf: file, encoding: .utf8)
        #expect(proof.components(separatedBy: "data:image/jpeg;base64,").count == 13)
        for name in ["faa-handbook.pdf", "PMC4972521_00010.jpg", "scan-two-pages.tiff"] {
          #expect(proof.contains(name))
        }
        let first = try await GalleyTool.run([
          "export", "--project", project.path, "--format", "html", "--max-pages", "2",
        ])
        #expect(first.text.components(separatedBy: "data:image/jpeg;base64,").count == 3)
        #expect(first.error.contains("shows the 2 of 12 pages"))
      }
    }

    @Test func `as COCO list every page, and regions as asked`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        _ = try await GalleyTool.quickLabel(["Fixtures/pages"], project: project)
        var counts: [String: Int] = [:]
        for decisions in ["accepted", "review", "all"] {
          let output = try await GalleyTool.run([
            "export", "--project", project.path, "--format", "coco", "--decisions", decisions,
          ])
          let file = try COCOFile(output.text)
          #expect(file.images.count == 12)
          counts[decisions] = file.annotations.count
        }
        #expect((counts["accepted"] ?? 0) > 0)
        #expect((counts["accepted"] ?? 0) <= (counts["review"] ?? 0))
        #expect((counts["review"] ?? 0) < (counts["all"] ?? 0))
        let plain = try await GalleyTool.run([
          "export", "--project", project.path, "--format", "coco",
        ])
        #expect(try COCOFile(plain.text).annotations.count == counts["accepted"])
      }
    }

    @Test func `take over the ids of a COCO file`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let project = folder.appending(path: "p.galley")
        let truth = "Fixtures/pages/publaynet-sample.json"
        let labelled = try await GalleyTool.run([
          "label", "Fixtures/pages/two-columns.pdf:1", "Fixtures/pages/PMC4972521_00010.jpg",
          "Fixtures/pages/PMC5302692_00002.jpg", "--project", project.path, "--teacher", "none",
          "--taxonomy", "publaynet",
        ])
        #expect(labelled.code == 0)
        let output = try await GalleyTool.run([
          "export", "--project", project.path, "--format", "coco", "--match-truth", truth,
          "--results",
        ])
        #expect(output.code == 0)
        #expect(output.error.contains("1 pages are not in \(truth) and left out"))
        let wanted = try COCOFile(
          try String(contentsOf: Fixture.root.appending(path: truth), encoding: .utf8))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let results = try decoder.decode([COCOFile.Annotation].self, from: Data(output.text.utf8))
        #expect(results.count > 10 && results.allSatisfy { $0.score != nil })
        let images = Set(
          wanted.images.filter {
            $0.fileName.contains("PMC4972521_00010")
              || $0.fileName.contains("PMC5302692_00002")
          }.map(\.id))
        #expect(Set(results.map(\.imageId)) == images)
        #expect(results.allSatisfy { (1...5).contains($0.categoryId) })
      }
    }
  }
}
