import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("An HTML proof")
struct HTMLProofTests {
  private let sample = page(
    teacher: [estimate(0), estimate(2, Box(x: 9, y: 500, width: 80, height: 30), score: 0.2)],
    proposals: [estimate(0, source: .textRules)],
    fused: [
      region(0), region(1, Box(x: 5, y: 300, width: 400, height: 60), .table, decision: .review),
      region(2, Box(x: 9, y: 500, width: 80, height: 30), decision: .ignored),
    ])

  private func markup(_ pages: [LabelledPage], image: Data? = jpeg) async throws -> Markup {
    try await Fixture.withTemporaryFolder { folder in
      Markup(try proof(pages, image: image, in: folder))
    }
  }

  @Test func `is one well-formed file that loads nothing`() async throws {
    let markup = try await markup([sample, sample])
    #expect(markup.unbalanced.isEmpty)
    #expect(markup.all("link").isEmpty)
    let sources = markup.elements.compactMap { $0.attributes["src"] }
    #expect(sources.count == 2)
    #expect(sources.allSatisfy { $0 == "data:image/jpeg;base64,\(jpeg.base64EncodedString())" })
    let targets = markup.elements.compactMap { $0.attributes["href"] }
    #expect(!targets.isEmpty && targets.allSatisfy { $0.hasPrefix("#") })
    #expect(
      !markup.all("style").contains { $0.text.contains("url(") || $0.text.contains("@import") })
    let policy = markup.all("meta").compactMap { $0.attributes["content"] }
    #expect(policy.contains { $0.hasPrefix("default-src 'none'; img-src data:;") })
  }

  @Test func `draws each region once, in page pixels, by layer and decision`() async throws {
    let markup = try await markup([sample])
    #expect(markup.all("svg").contains { $0.attributes["viewBox"] == "0 0 1000 1400" })
    let regions = markup.all("a").filter {
      $0.attributes["href"] == "#\($0.attributes["id"] ?? "")"
    }
    #expect(
      regions.compactMap { $0.attributes["id"] }.sorted()
        == ["r-1-0", "r-1-1", "r-1-2", "t-1-0", "t-1-2", "x-1-0"])
    func style(_ id: String) -> String? {
      regions.first { $0.attributes["id"] == id }?.attributes["class"]
    }
    #expect(style("r-1-0") == "c0 accepted")
    #expect(style("r-1-1") == "c3 review")
    #expect(style("r-1-2") == "c0 ignored")
    #expect(style("t-1-0") == "c0")
    // It went only into an ignored region.
    #expect(style("t-1-2") == "c0 ignored")
    let boxes = markup.all(ofClass: "box")
    #expect(boxes.count == 6)
    #expect(
      boxes.contains {
        $0.attributes["x"] == "5.0" && $0.attributes["y"] == "300.0"
          && $0.attributes["width"] == "400.0" && $0.attributes["height"] == "60.0"
      })
    #expect(
      markup.all("g").compactMap { $0.attributes["class"] }.sorted() == [
        "layer-fused", "layer-teacher", "layer-text",
      ])
  }

  @Test func `tells why a region is there`() async throws {
    let details = try #require(try await markup([sample]).details()["r-1-0"])
    #expect(details.className == "text")
    #expect(details.score == 0.9)
    #expect(details.decision == "accepted")
    #expect(details.reason == "teacher and text rules agree")
    #expect(details.agreement == 0.75)
    #expect(details.box == [10, 20, 300, 40])
    // Square roots of the variances.
    #expect(details.deviations == [1, 2, 3, 4])
    #expect(details.parts.map(\.id) == ["t-1-0", "x-1-0"])
    #expect(details.parts.map(\.weights) == [[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]])
    #expect(details.parts[0].deviations == [2, 3, 4, 5])
  }

  @Test func `tells the same without scripts`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof([sample], in: folder)
      let title = try #require(html.firstMatch(of: /<title>(fused: text, score 0.9[^<]*)</)?.1)
      for part in [
        "accepted", "teacher and text rules agree", "agreement 0.75",
        "teacher text: weights 0.5 / 0.5 / 0.5 / 0.5", "±1 / ±2 / ±3 / ±4 px",
      ] { #expect(title.contains(part)) }
    }
  }

  @Test func `says what a source repeats in passing`() async throws {
    var fused = region(0)
    fused.contributions.append(
      Contribution(source: .teacher, estimate: 1, boxWeights: [0, 0, 0, 0], classWeight: 0.5))
    let labels = page(
      teacher: [estimate(0), estimate(1, score: 0.31)],
      proposals: [estimate(source: .textRules)], fused: [fused])
    let details = try #require(try await markup([labels]).details()["r-1-0"])
    #expect(details.parts.count == 2)
    #expect(details.repeats == ["teacher text 0.31"])
  }

  @Test func `leaves out ignored regions of next to no score`() async throws {
    let labels = page(
      teacher: [estimate(0), estimate(1, score: 0.02)],
      proposals: [estimate(source: .textRules)],
      fused: [
        region(0),
        region(1, score: 0.02, decision: .ignored, agreement: nil, sources: [.teacher]),
      ])
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof([labels], in: folder)
      #expect(Set(try Markup(html).details().keys) == ["r-1-0", "t-1-0", "x-1-0"])
      #expect(html.contains("1 ignored under 0.05 left out"))
    }
  }

  @Test func `shows pages in the order given, with their disagreement`() async throws {
    let pages = [
      page("second.jpg", fused: [region(agreement: 0.4)]), page("first.jpg", fused: [region()]),
    ]
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof(pages, in: folder)
      let names = html.matches(of: /<bdi class="name">([^<]+)</).map { String($0.1) }
      #expect(names == ["second.jpg", "first.jpg"])
      let values = html.matches(of: /<\/svg> (\d\.\d\d)<\/span>/).map { String($0.1) }
      #expect(values == ["0.60", "0.25"])
      #expect(
        Markup(html).all("section").compactMap { $0.attributes["id"] }.prefix(3).contains("p-1"))
    }
  }

  @Test func `sums the project up`() async throws {
    let failures = [ProofSummary.Failure(file: "bad.pdf", page: 2, reason: "it is encrypted")]
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof([sample], failures: failures, title: "papers.galley", in: folder)
      for part in [
        "<bdi>papers.galley</bdi>", "<dt>pages labelled</dt><dd>1</dd>",
        "<dt>regions accepted</dt><dd>1</dd>", "<dt>for review</dt><dd>1</dd>",
        "<dt>ignored</dt><dd>1</dd>", "<dt>mean agreement</dt><dd>0.75</dd>",
        "<dt>failures</dt><dd>1</dd>", "bad.pdf#page=2", "it is encrypted",
        "teacher + text rules",
      ] { #expect(html.contains(part)) }
    }
  }

  @Test func `of an empty project says so`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof([], in: folder)
      #expect(html.contains("There are no labelled pages to show."))
      #expect(Markup(html).unbalanced.isEmpty)
    }
  }

  @Test func `shows boxes on blank paper where there is no image`() async throws {
    let markup = try await markup([sample], image: nil)
    #expect(markup.all("img").isEmpty)
    #expect(markup.all(ofClass: "paper").count == 1)
    #expect(markup.all(ofClass: "box").count == 6)
  }

  @Test func `survives boxes that are inverted or leave the page`() async throws {
    let odd = page(teacher: [
      estimate(0, Box(x1: 50, y1: 9, x2: 20, y2: 3)),
      estimate(1, Box(x1: -500, y1: -80, x2: 9000, y2: 9000)),
    ])
    let widths = try await markup([odd]).all(ofClass: "box").compactMap { $0.attributes["width"] }
    #expect(widths == ["9500.0", "0.0"])
  }

  @Test func `refuses a page that was labelled with other classes`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      #expect(throws: InterchangeError.self) {
        try proof([page(fused: [region()])], taxonomy: .doclaynet, in: folder)
      }
    }
  }

  @Test func `appears only when it is whole`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "proof.html")
      let proof = try HTMLProof(
        taxonomy: .publaynet, summary: ProofSummary(title: "t"), output: file)
      try proof.append(sample, image: jpeg)
      #expect(!FileManager.default.fileExists(atPath: file.path))
      try proof.finish()
      #expect(FileManager.default.fileExists(atPath: file.path))
      #expect(proof.pageCount == 1)
    }
  }
}
