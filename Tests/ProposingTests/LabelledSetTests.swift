import Foundation
import GalleyTesting
import Interchange
import LabelStore
import Labelling
import LanguageModel
import Layout
import Proposing
import RegionProposals
import Synchronization
import Testing

@Suite("A labelled set")
struct LabelledSetTests {
  /// What happened to each page: the stages it went through, or why it failed.
  private final class Log: Sendable {
    private let state = Mutex<[String]>([])
    func note(_ event: LabellingEvent) {
      let text: String? =
        switch event {
        case .labelled(let report): report.seconds.map(\.stage).joined(separator: " ")
        case .upToDate: "up to date"
        case .failed: "failed"
        default: nil
        }
      if let text { state.withLock { $0.append(text) } }
    }
    var all: [String] { state.withLock(\.self) }
  }

  private func parameters(_ taxonomy: Taxonomy = .doclaynet) -> LabellingParameters {
    LabellingParameters(taxonomy: taxonomy)
  }

  /// Writes a PDF of three lines of text, and a set that names its page and one that is not there.
  private func makeSet(in folder: URL) throws -> String {
    let lines = (0..<3).map { "(line \($0) of some plain words to read) Tj 0 -16 Td" }
    let content = "BT /F1 12 Tf 40 160 Td \(lines.joined(separator: " ")) ET"
    let set = folder.appending(path: "set")
    try FileManager.default.createDirectory(
      at: set.appending(path: "pdfs"), withIntermediateDirectories: true)
    try SmallPDF(width: 300, height: 200, content: content).data
      .write(to: set.appending(path: "pdfs/a.pdf"))
    // Boxes in PDF points; pages are drawn larger.
    let json = """
      {"images": [
        {"id": 7, "file_name": "pdfs/a.pdf#page=1", "width": 300, "height": 200, "document": "A"},
        {"id": 8, "file_name": "gone.png", "width": 10, "height": 10, "doc_name": "G"},
        {"id": 9, "file_name": "unlabelled.png", "width": 10, "height": 10}],
       "categories": [{"id": 3, "name": "text"}, {"id": 4, "name": "stamp"}],
       "annotations": [
        {"image_id": 7, "category_id": 3, "bbox": [38, 28, 230, 44]},
        {"image_id": 7, "category_id": 4, "bbox": [0, 0, 10, 10]},
        {"image_id": 7, "category_id": 3, "bbox": [0, 0, 300, 200], "iscrowd": 1},
        {"image_id": 8, "category_id": 3, "bbox": [0, 0, 5, 5]}]}
      """
    let file = set.appending(path: "labels.json")
    try json.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test("gives the labels to the rows that are read, once; a page that is not there is reported")
  func read() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let set = try LabelledSet(makeSet(in: folder))
      #expect(set.count == 3)
      #expect(set.documents.document(of: "/elsewhere/a.pdf") == "A")
      #expect(set.documents.document(of: "gone.png") == "G")
      let project = folder.appending(path: "p.galley")
      let log = Log()
      let pages = try await set.read(into: project, parameters(), jobs: 1, report: log.note)
      #expect(log.all.count == 2 && log.all.contains("failed"))
      #expect(log.all.contains { $0.contains("read") })
      let page = try #require(pages.first)
      #expect(pages.count == 1 && page.document == "A" && page.name == "a.pdf#page=1")
      #expect(
        page.rows.rows.map(\.text) == (0..<3).map { "line \($0) of some plain words to read" })
      #expect(page.regions.map(\.classIndex) == [Taxonomy.doclaynet.classIndex(named: "Text")])
      // The box holds the three lines, in the pixels of the page as it is drawn.
      let hull = try #require(Box.hull(page.rows.rows.map(\.box)))
      #expect(hull.intersectionOverUnion(page.regions[0].box) > 0.6)

      let again = Log()
      _ = try await set.read(into: project, parameters(), jobs: 1, report: again.note)
      #expect(again.all.sorted() == ["failed", "up to date"])
    }
  }

  @Test("tells documents apart whose files have one name")
  func sameNames() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let content = "BT /F1 12 Tf 40 160 Td (some plain words to read) Tj ET"
      var images: [String] = []
      for (id, name) in ["A/001.pdf", "B/001.pdf", "C/001.pdf"].enumerated() {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try SmallPDF(width: 300, height: 200, content: content).data.write(to: file)
        let document = id < 2 ? #", "document": "doc \#(name.prefix(1))""# : ""
        images.append(
          #"{"id": \#(id), "file_name": "\#(name)", "width": 300, "height": 200\#(document)}"#)
      }
      let labels = (0..<3).map {
        #"{"image_id": \#($0), "category_id": 1, "bbox": [38, 28, 230, 44]}"#
      }
      let file = folder.appending(path: "labels.json")
      try """
      {"images": [\(images.joined(separator: ","))], "categories": [{"id": 1, "name": "text"}],
       "annotations": [\(labels.joined(separator: ","))]}
      """.write(to: file, atomically: true, encoding: .utf8)
      let set = try LabelledSet(file.path)
      let pages = try await set.read(
        into: folder.appending(path: "p.galley"), parameters(), jobs: 1
      ) { _ in }
      #expect(pages.map(\.document) == ["doc A", "doc B", "001"])
      #expect(set.documents.document(of: "/elsewhere/B/001.pdf") == "doc B")
    }
  }

  @Test("takes the words of pages that the project itself has read")
  func known() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = try makeSet(in: folder)
      let project = folder.appending(path: "p.galley")
      let store = try LabelStore.open(project: project, create: true)
      let pdf = folder.appending(path: "set/pdfs/a.pdf").path
      _ = try await LabellingJob(
        parameters: parameters(), store: store, teacher: nil,
        textSource: TextRulesSource(taxonomy: .doclaynet), jobs: 1
      ).run(InputExpansion([pdf]) { [] }) { _ in }
      let log = Log()
      let pages = try await LabelledSet(file).read(
        into: project, parameters(), jobs: 1, report: log.note)
      #expect(pages.first?.rows.rows.count == 3)
      #expect(!log.all.joined().contains("read") && log.all.count == 2)
      // The project's own pages stay what they were.
      #expect(try await store.pageKeys().map(\.path) == [pdf])
    }
  }

  @Test("that names no class, no page or nothing at all is named with the remedy")
  func faults() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = try makeSet(in: folder)
      let project = folder.appending(path: "p.galley")
      let classes = try Taxonomy(name: "t", classes: [RegionClass(name: "seal", roles: [.figure])])
      await #expect(throws: InterchangeError.noMatchingClass(truth: file, taxonomy: "t")) {
        try await LabelledSet(file).read(into: project, parameters(classes), jobs: 1) { _ in }
      }
      try FileManager.default.removeItem(at: folder.appending(path: "set/pdfs"))
      let pdf = folder.appending(path: "set/pdfs/a.pdf").path
      let error = await #expect(throws: LabelledSetError.self) {
        try await LabelledSet(file).read(into: project, parameters(), jobs: 1) { _ in }
      }
      #expect(error == .noPages(set: file, example: "\(pdf):1"))
      let other = folder.appending(path: "other.json")
      for text in [#"{"images": []}"#, "[]", ""] {
        try text.write(to: other, atomically: true, encoding: .utf8)
        #expect(throws: InterchangeError.self) { try LabelledSet(other.path) }
      }
      #expect(throws: InterchangeError.self) { try LabelledSet(folder.appending(path: "no").path) }
    }
  }

  @Test("of real journal pages: each shows the other, and the files of requests are alike")
  func realPages() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var files: [Data] = []
      for place in ["one", "another/place"] {
        // The same pages, lying elsewhere.
        let data = folder.appending(path: place)
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        for name in ["publaynet-sample.json", "PMC4972521_00010.jpg", "PMC5302692_00002.jpg"] {
          try FileManager.default.copyItem(
            at: Fixture.file("pages/\(name)"), to: data.appending(path: name))
        }
        let project = data.appending(path: "p.galley")
        let set = try LabelledSet(data.appending(path: "publaynet-sample.json").path)
        let pages = try await set.read(into: project, parameters(.publaynet), jobs: 2) { _ in }
        #expect(pages.map(\.document) == ["PMC5302692", "PMC4972521"])
        let examples = ExampleSet(
          pages, perPage: 2, documents: set.documents, taxonomy: .publaynet)
        #expect(examples.count == 2)
        let store = try LabelStore.open(project: project.appending(path: "examples"), create: false)
        let proposer = try LanguageModelProposer(
          model: .recorded(name: "m"), taxonomy: .publaynet, languages: ["eng"], examples: examples,
          cacheFolder: nil)
        let file = data.appending(path: "requests.jsonl")
        let written = try await BatchJob(
          ProposalPages(store, documents: set.documents), proposer: proposer
        ).writeRequests(to: file)
        #expect(written.requests == 2 && written.tokens < 2 * 12_000)
        files.append(try Data(contentsOf: file))
      }
      #expect(files[0] == files[1])
      let text = String(decoding: files[0], as: UTF8.self)
      #expect(text.components(separatedBy: "Its answer:").count == 3)
      #expect(!text.contains(folder.path) && !text.contains("PMC53") && !text.contains("PMC49"))
    }
  }
}
