import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("Several samples")
struct ConsensusTests {
  private let title = region(1, "Title", ["0"])
  private let first = region(2, "Text", ["1-3"])
  private let second = region(3, "Text", ["4-6"])

  private func propose(_ answers: [String]) async throws -> LanguageModelProposal {
    try await ScriptedProposer(
      answers.map { .completion($0) }, settings: ProposalSettings(samples: answers.count)
    ).propose()
  }

  @Test("The score counts the samples that name a region: (n + 1) / (K + 2)")
  func score() async throws {
    let found = try await propose([
      answer(title, first, second), answer(title, first), answer(title, first),
      answer(title, first, second), answer(title),
    ])
    #expect(found.calls == 5)
    #expect(found.classes() == ["Title", "Text", "Text"])
    let scores: [Double] = [6 / 7, 5 / 7, 3 / 7]
    #expect(found.estimates.map(\.score) == scores)
    let support = found.estimates.map(\.evidence.support)
    #expect(support.map { $0?.found } == [5, 4, 2])
    #expect(support.map { $0?.total } == [5, 5, 5])
  }

  @Test("Class probabilities count the classes, with one observation of prior")
  func classes() async throws {
    let other = region(1, "Section-header", ["0"])
    let found = try await propose([
      answer(title, first), answer(title, first), answer(other, first), answer(title, first),
    ])
    let heading = try #require(found.estimates.first)
    let taxonomy = Taxonomy.doclaynet
    let prior = 1 / Double(taxonomy.count)
    let titles = heading.classProbabilities[try #require(taxonomy.classIndex(named: "Title"))]
    let headers = heading.classProbabilities[
      try #require(taxonomy.classIndex(named: "Section-header"))]
    #expect(abs(titles - (3 + prior) / 5) < 1e-12)
    #expect(abs(headers - (1 + prior) / 5) < 1e-12)
    #expect(abs(heading.classProbabilities.reduce(0, +) - 1) < 1e-12)
  }

  @Test("A region named once has the usual variance; agreement lowers it, spread raises it")
  func variance() async throws {
    let alone = try await propose([answer(title, first), answer(title)])
    let single = try await propose([answer(title, first)])
    let agreed = try await propose([answer(title, first), answer(title, first)])
    let spread = try await propose([
      answer(title, first), answer(title, region(2, "Text", ["1-4"])),
    ])
    func variance(_ proposal: LanguageModelProposal) throws -> BoxVariance {
      try #require(proposal.estimates.last).variance
    }
    #expect(try variance(alone) == variance(single))
    // (4 v0) / (1 + 4): the two boxes are equal. Recognition's own part is not shrunk.
    let line = SmallPage.article.rows.medianLineHeight
    let usual = try variance(single).y2
    let recognition = (0.1 * line) * (0.1 * line)
    let quality = try #require(single.estimates.last?.evidence)
    let factor = 1 / ((quality.textQuality ?? 1) * (quality.spatialQuality ?? 1))
    let expected = ((usual / factor - recognition) * 4 / 5 + recognition) * factor
    #expect(abs(try variance(agreed).y2 - expected) < 1e-9)
    #expect(try variance(spread).y2 > variance(agreed).y2)
    #expect(try variance(spread).y1 < variance(spread).y2)
  }

  @Test("Rows that overlap by half are one region; less are two")
  func overlap() async throws {
    let same = try await propose([
      answer(region(1, "Text", ["1-4"])), answer(region(1, "Text", ["1-3"])),
    ])
    #expect(same.estimates.count == 1)
    let apart = try await propose([
      answer(region(1, "Text", ["1-3"])), answer(region(1, "Text", ["3-6"])),
    ])
    #expect(apart.estimates.count == 2)
  }

  @Test("A sample that cannot be used is left out; none left is a failure")
  func unusable() async throws {
    let script: [ScriptedServer.Act] = [
      .completion("no"), .completion("no"), .completion("no"), .completion(answer(title, first)),
    ]
    let scripted = try ScriptedProposer(script, settings: ProposalSettings(samples: 1))
    #expect(try await scripted.propose().failure != nil)
    let bad = try ScriptedProposer([.completion("no")], settings: ProposalSettings(samples: 3))
    #expect(try await bad.propose().failure != nil)
    #expect(bad.server.requests.count == 9)
  }

  @Test("The samples are different questions to the cache, and have seeds of their own")
  func seeds() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let settings = ProposalSettings(samples: 3)
      let script = [ScriptedServer.Act.completion(answer(title, first))]
      let scripted = try ScriptedProposer(script, cache: folder, settings: settings)
      _ = try await scripted.propose()
      let bodies = scripted.server.requests.map { String(decoding: $0.body, as: UTF8.self) }
      #expect(bodies.allSatisfy { $0.contains(#""temperature":0.7"#) })
      for seed in 0..<3 {
        #expect(bodies.count { $0.contains("\"seed\":\(seed)") } == 1)
      }
      let again = try ScriptedProposer([.reset], cache: folder, settings: settings)
      _ = try await again.propose()
      #expect(again.server.requests.isEmpty)
    }
  }
}
