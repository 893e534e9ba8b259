import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("Estimates of a language model")
struct EstimateTests {
  private func estimates(
    _ answer: String, _ page: SmallPage = .article, taxonomy: Taxonomy = .doclaynet
  ) async throws -> [RegionEstimate] {
    try await ScriptedProposer([.completion(answer)], taxonomy: taxonomy).propose(page).estimates
  }

  @Test("A box is the hull of the rows named, with their words")
  func hull() async throws {
    let page = SmallPage.article
    let one = try #require(try await estimates(answer(region(1, "Text", ["1-2", "3"]))).first)
    #expect(one.box == Box.hull(page.rows.rows[1...3].map(\.box)))
    #expect(one.evidence.wordIDs == page.rows.rows[1...3].flatMap(\.wordIDs).sorted())
    #expect(one.source == .languageModel)
    #expect(one.evidence.model == "m")
    #expect(one.evidence.promptHash?.count == 64)
    #expect(one.evidence.reason == "because")
  }

  @Test(
    "Confidence becomes score and class probability",
    arguments: [("low", 0.35, 0.5), ("medium", 0.65, 0.7), ("high", 0.9, 0.85)])
  func confidence(_ word: String, _ score: Double, _ mass: Double) async throws {
    let one = try #require(
      try await estimates(answer(region(1, "Text", ["1-3"], confidence: word))).first)
    #expect(one.score == score)
    #expect(abs(one.classProbabilities.reduce(0, +) - 1) < 1e-12)
    #expect(one.classProbabilities[one.classIndex] == mass)
  }

  @Test("A stray row that blows up the box is trimmed")
  func trimmed() async throws {
    var page = SmallPage()
    for row in 0..<6 {
      page.line("a paragraph of many words in one column", y: 90 + 16 * Double(row))
    }
    page.line("p", x: 560, y: 780)
    for row in 0..<6 { page.line("another paragraph follows", x: 60, y: 250 + 16 * Double(row)) }
    let ids = page.rows.rows.filter { $0.box.y1 < 200 || $0.text == "p" }.map { "\($0.id)" }
    let one = try #require(try await estimates(answer(region(1, "Text", ids)), page).first)
    #expect(one.evidence.flags == ["trimmed"])
    #expect(one.box.y2 < 200)
    #expect(one.evidence.wordIDs.count == 48)
  }

  @Test("Poor text and a ragged place make a box less sure; an area between rows is least sure")
  func variance() async throws {
    let text = answer(region(1, "Text", ["1-3"]))
    let clear = try #require(try await estimates(text).first)
    var poorPage = SmallPage()
    poorPage.line("A Study of Rain", y: 40, height: 20)
    for row in 0..<3 {
      poorPage.line("rn1 f@~ls xx drps ~~ mny szs hr", y: 90 + 16 * Double(row), confidence: 45)
    }
    let poor = try #require(try await estimates(text, poorPage).first)
    let clearText = try #require(clear.evidence.textQuality)
    let poorText = try #require(poor.evidence.textQuality)
    #expect(clearText > 0.85 && poorText < 0.5)
    #expect(poor.variance.mean > 2 * clear.variance.mean)
    let product = clearText * (try #require(clear.evidence.spatialQuality))
    // A paragraph's usual edges: 0.5 and 0.4 of a line; recognition: 0.1 of a line.
    #expect(abs(clear.variance.x1 - (0.25 + 0.01) * 144 / product) < 1e-9)
    #expect(abs(clear.variance.y2 - (0.16 + 0.01) * 144 / product) < 1e-9)

    let free = try #require(
      try await estimates(
        answer(
          region(
            1, "Picture", [], between: #"{"above":"6","below":"7","left":null,"right":null}"#))
      ).first)
    #expect(free.evidence.flags == ["between"])
    #expect(abs(free.variance.x1 - 4 * (16 + 0.01) * 144) < 1e-9)
    #expect(free.box.y1 == 204 && free.box.y2 == 410)
  }

  @Test("Children point at the nearest region that encloses them")
  func parents() async throws {
    let nested = try await estimates(
      answer(
        region(1, "Picture", ["g0", "7"]), region(2, "list", [], parent: 1),
        region(3, "Caption", ["7"], parent: 2), region(4, "Text", ["4-6"], parent: 1)))
    #expect(nested.map(\.parent) == [nil, 0, nil])
  }

  @Test("Where a list is one region, its items are joined")
  func lists() async throws {
    let joined = try await estimates(
      answer(
        region(1, "title", ["0"]), region(2, "list", ["8"]), region(3, "list", ["9"]),
        region(4, "list", ["10"])), taxonomy: .publaynet)
    #expect(joined.count == 2)
    #expect(joined.map(\.id) == [0, 1])
    #expect(joined[1].evidence.flags.contains("joined_items"))
  }
}
