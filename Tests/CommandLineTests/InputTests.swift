import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Inputs")
  struct InputTests {
    static let names = [
      "-leading-dash.pdf", "a;b&c|$(d).pdf", "colon:3.pdf", "it's \"quoted\".pdf", "new\nline.pdf",
      "percent%20.pdf", "two words.pdf", "žluťoučký kůň 日本.pdf",
    ]

    /// Lays a small PDF under each name, and labels in that folder.
    private func label(
      _ inputs: [String], input: String? = nil, laid names: [String] = names
    ) async throws -> ToolOutput {
      try await Fixture.withTemporaryFolder { folder in
        let pages = folder.appending(path: "pages")
        try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
        let pdf = SmallPDF(
          width: 300, height: 100, content: "BT /F1 12 Tf 20 50 Td (Some words to read.) Tj ET")
        for name in names { try pdf.data.write(to: pages.appending(path: name)) }
        return try await GalleyTool.quickLabel(
          inputs, project: folder.appending(path: "p.galley"), in: pages, input: input)
      }
    }

    @Test func `with any name are labelled from a folder`() async throws {
      let output = try await label(["."])
      #expect(output.code == 0, "\(output.text)")
      let events = try output.events("labelled")
      #expect(Set(events.compactMap(\.file)) == Set(Self.names.map { "./" + $0 }))
      #expect(events.allSatisfy { $0.textOrigin == "text_layer" })
    }

    @Test("with any name are labelled as arguments", arguments: names)
    func argument(name: String) async throws {
      let output = try await label([name], laid: [name])
      #expect(output.code == 0, "\(output.text)")
      #expect(try output.events("labelled").map(\.file) == [name])
    }

    @Test func `come as a list on standard input`() async throws {
      let names = Self.names.filter { !$0.contains("\n") }
      let output = try await label(["-"], input: names.joined(separator: "\n") + "\n\n")
      #expect(output.code == 0, "\(output.text)")
      #expect(try Set(output.events("labelled").compactMap(\.file)) == Set(names))
    }

    @Test func `come as patterns`() async throws {
      let output = try await label(["[ct]*.pdf"])
      #expect(try output.events("opened").map(\.file) == ["colon:3.pdf", "two words.pdf"])
    }

    @Test(
      "may be some of a file's pages",
      arguments: [("2", [2]), ("2-3", [2, 3]), ("3,1", [1, 3]), ("2-", [2, 3])])
    func ranges(range: String, pages: [Int]) async throws {
      try await Fixture.withTemporaryFolder { folder in
        let output = try await GalleyTool.quickLabel(
          ["Fixtures/pages/two-columns.pdf:\(range)"], project: folder.appending(path: "p.galley"))
        #expect(output.code == 0)
        let labelled = try output.events("labelled")
        #expect(labelled.compactMap(\.page).sorted() == pages)
        #expect(labelled.allSatisfy { $0.file == "Fixtures/pages/two-columns.pdf" })
      }
    }

    @Test(
      "that are wrong are told, and the others labelled",
      arguments: [
        ("gone.pdf", "no such file"), ("two words.pdf:9", "the file has 1 pages"),
        ("two words.pdf:x", "bad page range"), ("/dev/null", "is a device or socket"),
      ])
    func wrong(input: String, reason: String) async throws {
      let output = try await label([input, "percent%20.pdf"])
      #expect(output.code == 3)
      #expect(try output.events("labelled").count == 1)
      let failed = try output.events("failed")
      #expect(failed.count == 1 && failed.first?.reason?.contains(reason) == true, "\(failed)")
    }
  }
}
