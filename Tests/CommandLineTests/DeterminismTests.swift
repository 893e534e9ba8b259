import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("The same inputs")
  struct DeterminismTests {
    @Test func `give the same export, byte for byte, whatever the number of jobs`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        var exports: [String: Set<String>] = [:]
        for jobs in ["1", "2"] {
          let project = folder.appending(path: "\(jobs)/p.galley")
          let output = try await GalleyTool.run([
            "label", "Fixtures/pages/us-government-tables.pdf",
            "Fixtures/pages/PMC5302692_00002.jpg", "Fixtures/pages/faa-handbook.pdf",
            "--project", project.path, "--passes", "1", "--jobs", jobs,
          ])
          #expect(output.code == 0, "\(output.error)")
          for source in ["fused", "teacher", "text"] {
            let text = try await GalleyTool.export(project, ["--source", source])
            exports[source, default: []].insert(text)
            #expect(try COCOFile(text).annotations.count > 5, "\(source)")
          }
          let proof = try await GalleyTool.run([
            "export", "--project", project.path, "--format", "html",
          ])
          exports["html", default: []].insert(proof.text)
        }
        for (name, variants) in exports { #expect(variants.count == 1, "\(name) differs") }
      }
    }

    @Test func `in another order give the same export`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let inputs = ["two-columns.pdf", "faa-handbook.pdf", "us-government-tables.pdf"]
          .map { "Fixtures/pages/" + $0 }
        var exports: Set<String> = []
        for (number, order) in [inputs, inputs.reversed()].enumerated() {
          let project = folder.appending(path: "\(number).galley")
          _ = try await GalleyTool.quickLabel(order, project: project)
          exports.insert(try await GalleyTool.export(project))
        }
        #expect(exports.count == 1)
      }
    }
  }
}
