import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("A COCO data set")
struct COCODatasetTests {
  private let pages = [
    page("a.jpg", fused: [region(0), region(1, Box(x: 5, y: 5, width: 50, height: 60), .table)]),
    page("book.pdf", number: 3, fused: [region(0, .init(x: 1, y: 2, width: 3, height: 4), .title)]),
  ]

  @Test func `lists images, classes and boxes under ids from 1`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let set = try dataset(pages, in: folder)
      #expect(
        set.images == [
          .init(id: 1, file_name: "a.jpg", width: 1000, height: 1400),
          .init(id: 2, file_name: "book.pdf#page=3", width: 1000, height: 1400),
        ])
      #expect(set.categories.map(\.id) == [1, 2, 3, 4, 5])
      #expect(set.categories.map(\.name) == ["text", "title", "list", "table", "figure"])
      #expect(set.annotations.map(\.id) == [1, 2, 3])
      #expect(set.annotations.map(\.image_id) == [1, 1, 2])
      #expect(set.annotations.map(\.category_id) == [1, 4, 2])
      #expect(set.annotations[0].bbox == [10, 20, 300, 40])
      #expect(set.annotations.map(\.area) == [12000, 3000, 12])
      #expect(set.annotations.allSatisfy { $0.iscrowd == 0 })
    }
  }

  @Test func `keeps where a box comes from`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let fused = region(reason: "because", flags: ["conflict"])
      let box = try #require(try dataset([page(fused: [fused])], in: folder).annotations.first)
      #expect(box.score == 0.9)
      #expect(box.galley.variance == [1, 4, 9, 16])
      #expect(box.galley.probabilities == [0.9, 0.025, 0.025, 0.025, 0.025])
      #expect(box.galley.provenance.decision == .accepted)
      #expect(box.galley.provenance.reason == "because")
      #expect(box.galley.provenance.flags == ["conflict"])
    }
  }

  @Test(
    "holds the regions that are asked for",
    arguments: [
      (RegionSource.fused, [Decision.accepted], ["r0"]),
      (.fused, [.accepted, .review], ["r0", "r1"]),
      (.fused, Decision.allCases, ["r0", "r1", "r2"]),
      (.fused, [], []), (.teacher, [.accepted], ["t"]), (.text, [.accepted], ["x"]),
    ] as [(RegionSource, [Decision], [String])])
  func selection(source: RegionSource, decisions: [Decision], expected: [String]) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let labels = page(
        teacher: [estimate(reason: "t")],
        proposals: [estimate(source: .textRules, reason: "x")],
        fused: Decision.allCases.sorted { order($0) < order($1) }.map {
          region(order($0), decision: $0, reason: "r\(order($0))")
        })
      let options = COCOOptions(source: source, decisions: Set(decisions))
      let reasons = try dataset([labels], options, in: folder).annotations
        .compactMap(\.galley.provenance.reason)
      #expect(reasons == expected)
    }
  }

  private func order(_ decision: Decision) -> Int {
    switch decision {
    case .accepted: 0
    case .review: 1
    case .ignored: 2
    }
  }

  @Test func `of an empty project is valid and empty`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let set = try dataset([], in: folder)
      #expect(set.images.isEmpty)
      #expect(set.annotations.isEmpty)
      #expect(set.categories.count == 5)
    }
  }

  @Test func `lists pages without regions`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let set = try dataset([page(), page("b.jpg")], in: folder)
      #expect(set.images.count == 2)
    }
  }

  @Test(
    "names the pages of a file",
    arguments: [
      ("a.jpg", 1, "a.jpg"), ("a.tiff", 1, "a.tiff"), ("a.tiff", 2, "a.tiff#page=2"),
      ("x/a.PDF", 1, "x/a.PDF#page=1"), ("a.pdf", 12, "a.pdf#page=12"),
    ])
  func names(file: String, number: Int, expected: String) {
    #expect(page(file, number: number).page.name == expected)
  }

  @Test(
    "names the pages of a file by what it holds, where that is known",
    arguments: [("a.jpg", FileFormat.pdf, "a.jpg#page=1"), ("a.pdf", .jpeg, "a.pdf")])
  func namesByContent(file: String, format: FileFormat, expected: String) {
    var page = page(file).page
    page.format = format
    #expect(page.name == expected)
  }

  @Test func `is the same bytes every time`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let first = try exported(pages, in: folder)
      let second = try exported(pages, in: folder)
      #expect(first == second)
    }
  }

  @Test func `has short finite numbers only`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let awkward = region(
        0, Box(x1: -1.0 / 3, y1: -1e-9, x2: 1e300, y2: 2.0 / 3), score: 1.0 / 7,
        agreement: 1.0 / 3, sources: [.teacher, .textRules, .languageModel])
      let text = String(
        decoding: try exported([page(fused: [awkward])], in: folder), as: UTF8.self)
      let read = try JSONSerialization.jsonObject(with: Data(text.utf8))
      #expect(read is [String: Any])
      for number in text.matches(of: /-?\d+\.(\d+)/) { #expect(number.1.count <= 6) }
      #expect(text.contains(#""bbox":[-0.33,0,"#))
      #expect(text.contains(#""score":0.142857"#))
      #expect(!text.contains(/\b(nan|inf)\b/.ignoresCase()))
    }
  }

  @Test func `leaves out and counts regions without an area`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "out.json")
      let exporter = try COCOExporter(
        taxonomy: .publaynet, options: COCOOptions(source: .teacher), output: file)
      try exporter.append(
        page(teacher: [estimate(), estimate(1, Box(x1: 30, y1: 0, x2: 20, y2: 10))]))
      #expect(exporter.annotationCount == 1)
      #expect(exporter.droppedRegions == 1)
    }
  }

  @Test func `refuses numbers that are not finite`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let broken = region(7, Box(x1: 0, y1: .nan, x2: 1, y2: 1))
      #expect(
        throws: InterchangeError.unfitPage(
          page: "a.jpg#page=1", reason: "fused region 7 holds a number that is not finite")
      ) { try exported([page("a.jpg", fused: [broken])], in: folder) }
    }
  }

  @Test func `refuses a page that was labelled with other classes`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      #expect(
        throws: InterchangeError.otherTaxonomy(
          page: "a.jpg#page=1", classes: 5, taxonomy: "doclaynet", count: 11)
      ) {
        try exported([page("a.jpg", fused: [region()])], in: folder, taxonomy: .doclaynet)
      }
    }
  }
}
