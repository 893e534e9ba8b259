import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("A page that is too long for one question")
struct LongPageTests {
  /// Two columns of 100 rows each.
  private var page: SmallPage {
    var page = SmallPage()
    for column in 0..<2 {
      for row in 0..<100 {
        page.line(
          "line \(row) of column", x: 40 + 300 * Double(column), y: 8 + 7.9 * Double(row),
          height: 6)
      }
    }
    return page
  }

  private func questions(_ scripted: ScriptedProposer) throws -> [[String]] {
    try scripted.server.requests.indices.map { index in
      let user = try #require(try scripted.messages(index)["user"])
      let line = try #require(user.components(separatedBy: "\n").last)
      return line.components(separatedBy: "\\n").map {
        String($0.trimmingCharacters(in: ["\""]).prefix { $0 != "|" })
      }
    }
  }

  @Test("Every row is shown, a tenth twice; no question mixes the columns")
  func split() async throws {
    let scripted = try ScriptedProposer(
      [.completion(answer())], settings: ProposalSettings(promptTokens: 2800))
    _ = try await scripted.propose(page)
    let asked = try questions(scripted)
    #expect(asked.count > 2)
    let ids = asked.map { $0.compactMap(Int.init) }
    #expect(Set(ids.joined()) == Set(0..<200))
    for part in ids { #expect((part.first ?? 0) / 100 == (part.last ?? 0) / 100) }
    // Neighbours of one column share rows.
    for (one, next) in zip(ids, ids.dropFirst()) where one[0] / 100 == next[0] / 100 {
      let shared = Set(one).intersection(next).count
      #expect(shared >= one.count / 10 && shared <= one.count / 10 + 1)
    }
  }

  @Test("The cells of a table are no columns")
  func table() async throws {
    var page = SmallPage()
    for row in 0..<60 {
      for cell in 0..<6 {
        page.line("\(row).\(cell)", x: 40 + 90 * Double(cell), y: 8 + 13 * Double(row), height: 8)
      }
    }
    let scripted = try ScriptedProposer(
      [.completion(answer())], settings: ProposalSettings(promptTokens: 4000))
    _ = try await scripted.propose(page)
    let asked = try questions(scripted)
    #expect(Set(asked.joined()).count == 360)
    // As few as the tokens allow; a tenth of the rows is shown twice.
    #expect(asked.count <= 5 && asked.count > 1)
  }

  @Test("A region at the seam is one region, others stay apart; parents go along")
  func merged() async throws {
    let probe = try ScriptedProposer(
      [.completion(answer())], settings: ProposalSettings(promptTokens: 2800))
    _ = try await probe.propose(page)
    let ids = try questions(probe).map { $0.compactMap(Int.init) }
    // In each part: a group around a title (its first row) and a text (its other rows).
    let script = ids.map { rows in
      let (first, last) = (rows[0], rows[rows.count - 1])
      let middle = (first + last) / 2
      return ScriptedServer.Act.completion(
        answer(
          region(1, "Text", ["\(first)-\(middle)"]), region(2, "Text", ["\(middle + 1)-\(last)"])))
    }
    let scripted = try ScriptedProposer(
      script, settings: ProposalSettings(promptTokens: 2800))
    let found = try await scripted.propose(page)
    #expect(!found.isSuspect)
    // The last region of a part and the first of the next one of its column share rows.
    let seams = zip(ids, ids.dropFirst()).count { $0[0] / 100 == $1[0] / 100 }
    #expect(found.estimates.count == 2 * ids.count - seams)
    let words = found.estimates.flatMap(\.evidence.wordIDs)
    #expect(words.count == Set(words).count && words.count == page.words.count)
  }

  @Test("A part without a usable answer does not cost the others")
  func missingPart() async throws {
    // Row 150 is on one of the parts only.
    let scripted = try ScriptedProposer(
      [.completion(answer(region(1, "Text", ["150"])))],
      settings: ProposalSettings(promptTokens: 2800))
    let found = try await scripted.propose(page)
    #expect(found.failure == nil)
    #expect(
      found.estimates.map(\.box) == [Box.hull(page.text.words.filter { $0.line == 150 }.map(\.box))]
    )
    #expect(found.notes.contains { $0.hasPrefix("no usable answer about ") })
    #expect(found.calls == scripted.server.requests.count)
  }
}
