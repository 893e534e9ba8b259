import Foundation
import GalleyTesting
import LanguageModel
import Layout
import RegionProposals
import Testing

@Suite("What the probabilities of tokens tell")
struct TokenProbabilityTests {
  private static let text = region(1, "Text", ["1-3"])

  /// The class probabilities of one region, before the prior that counts for as much.
  private func classes(
    _ tokens: [ScriptedToken], taxonomy: Taxonomy = .doclaynet
  ) async throws -> [String: Double] {
    let proposal = try await ScriptedProposer([.completion(tokens)], taxonomy: taxonomy).propose()
    let one = try #require(proposal.estimates.first)
    #expect(near(one.classProbabilities.reduce(0, +), 1, 1e-9))
    let values = zip(taxonomy.classes, one.classProbabilities).map { region, pooled in
      (region.name, 2 * pooled - 1 / Double(taxonomy.count))
    }
    return Dictionary(uniqueKeysWithValues: values.filter { $0.1 > 1e-9 })
  }

  private func expect(_ found: [String: Double], _ expected: [String: Double]) {
    #expect(Set(found.keys) == Set(expected.keys))
    for (name, value) in expected { #expect(near(found[name] ?? -1, value, 1e-6), "\(found)") }
  }

  private typealias Case = (name: String, tokens: [ScriptedToken], expected: [String: Double])

  private static let cases: [Case] = {
    var cases: [Case] = []
    func add(_ name: String, _ tokens: [ScriptedToken], _ expected: [String: Double]) {
      cases.append((name, tokens, expected))
    }
    // The class is one token; what begins no class does not count.
    add(
      "Text", [ScriptedToken("Text", 0.6, ["Title": 0.2, "Wonder": 0.2])],
      ["Text": 0.75, "Title": 0.25])
    // Two ways to begin the same class, and one that begins two.
    add(
      "Text", [ScriptedToken("Text", 0.5, ["Te": 0.1, "Page": 0.4])],
      ["Text": 0.6, "Page-header": 0.2, "Page-footer": 0.2])
    // Split: two of the tokens tell classes apart.
    add(
      "Page-header",
      [
        ScriptedToken("Page", 0.8, ["Text": 0.2]), ScriptedToken("-", 0.9, [" ": 0.1]),
        ScriptedToken("head", 0.75, ["foot": 0.25]), ScriptedToken("er", 1),
      ], ["Page-header": 0.6, "Page-footer": 0.2, "Text": 0.2])
    // A first token that begins several, one of them then chosen.
    let third = 0.1 / 3
    add(
      "Title",
      [
        ScriptedToken("T", 0.9, ["P": 0.1]), ScriptedToken("itle", 0.5, ["ext": 0.3, "able": 0.2]),
      ],
      [
        "Title": 0.45, "Text": 0.27, "Table": 0.18, "Page-header": third, "Page-footer": third,
        "Picture": third,
      ])
    // The token goes on behind the closing quote.
    add(
      "Text", [ScriptedToken("Text\",\"", 0.5, ["Title\",\"": 0.5])], ["Text": 0.5, "Title": 0.5])
    return cases
  }()

  @Test(
    "Where tokens tell classes apart, alternatives that begin one share the probability",
    arguments: cases.indices)
  func classes(_ index: Int) async throws {
    let (name, tokens, expected) = Self.cases[index]
    expect(
      try await classes(scripted(answer(region(1, name, ["1-3"])), at: name, tokens)), expected)
  }

  @Test("A token that begins before the class is compared with what begins alike")
  func lead() async throws {
    let tokens = scripted(
      answer(Self.text), at: "\"Text",
      [
        ScriptedToken("\"Text", 0.4, ["\"Title": 0.4, " \"": 0.1, "Title": 0.1])
      ])
    expect(try await classes(tokens), ["Text": 0.5, "Title": 0.5])
  }

  @Test("What the groups have is shared out among the classes")
  func groups() async throws {
    let tokens = scripted(
      answer(Self.text), at: "Text", [ScriptedToken("Text", 0.3, ["column": 0.4, "Title": 0.3])])
    expect(try await classes(tokens), ["Text": 0.5, "Title": 0.5])
  }

  @Test("Without alternatives the rest goes to the other allowed values, evenly")
  func noAlternatives() async throws {
    let tokens = scripted(answer(Self.text), at: "Text", [ScriptedToken("Text", 0.8, [:])])
    let found = try await classes(tokens)
    // Ten other classes and four groups share 0.2.
    #expect(near(found["Text"] ?? 0, 0.8 / (0.8 + 10 * 0.2 / 14), 1e-6))
    #expect(found.count == 11)
  }

  @Test("Names with characters that JSON escapes are found")
  func escapes() async throws {
    let quoted = try Taxonomy(
      name: "odd",
      classes: [
        RegionClass(name: #"A "b""#, roles: [.text]), RegionClass(name: #"A \c"#, roles: [.title]),
        RegionClass(name: "Überschrift", roles: [.sectionHeader]),
      ])
    let json = #"A \"b\""#
    let tokens = scripted(
      answer(region(1, json, ["1-3"])), at: json,
      [
        ScriptedToken("A ", 0.5, ["Ü": 0.5]), ScriptedToken(#"\""#, 0.75, [#"\\"#: 0.25]),
        ScriptedToken(#"b\""#, 1, [:]),
      ])
    expect(
      try await classes(tokens, taxonomy: quoted),
      [#"A "b""#: 0.375, #"A \c"#: 0.125, "Überschrift": 0.5])
  }

  @Test("The score is the mean probability of the region's own tokens")
  func score() async throws {
    let second = region(2, "Title", ["0"])
    let (first, rest) = (
      #"{"regions":["#, #"],"page_type":"article"}"#
    )
    let proposal = try await ScriptedProposer([
      .completion([
        ScriptedToken(first, 0.01), ScriptedToken(Self.text, 0.5), ScriptedToken(",", 0.01),
        ScriptedToken(String(second.prefix(20)), 0.9),
        ScriptedToken(String(second.dropFirst(20)), 0.4),
        ScriptedToken(rest, 0.01),
      ])
    ]).propose()
    #expect(proposal.classes() == ["Text", "Title"])
    #expect(near(proposal.estimates.map(\.score), [0.5, 0.6], 1e-9))
  }

  @Test("A token that the schema forced does not make a region impossible")
  func forced() async throws {
    let tokens = scripted(
      answer(Self.text), at: "Text",
      [ScriptedToken("Text", logProbability: -3.4e38, ["Wonder": 0.9, "Title": 0.01])])
    let proposal = try await ScriptedProposer([.completion(tokens)]).propose()
    let one = try #require(proposal.estimates.first)
    #expect(one.score > 0 && one.score < 1)
    #expect(one.classProbabilities.allSatisfy { $0.isFinite })
  }

  @Test("A character split between tokens moves nothing")
  func splitCharacter() async throws {
    let one = Self.text.replacing("because", with: "café")
    let text = answer(one, region(2, "Title", ["0"]))
    let parts = text.split(separator: "é", omittingEmptySubsequences: false).map(String.init)
    let tail = scripted(parts[1], at: "Title", [ScriptedToken("Title", 0.6, ["Text": 0.4])])
    let proposal = try await ScriptedProposer([
      .completion(
        [ScriptedToken(parts[0], 1), ScriptedToken(bytes: [0xc3]), ScriptedToken(bytes: [0xa9])]
          + tail)
    ]).propose()
    #expect(proposal.estimates.count == 2)
    let title = Taxonomy.doclaynet.classIndex(for: .title) ?? 0
    #expect(near(proposal.estimates[1].classProbabilities[title], (0.6 + 1.0 / 11) / 2, 1e-6))
  }

  @Test(
    "Tokens that spell something else, or no class, leave what the model says of itself",
    arguments: [
      [ScriptedToken("something else", 0.5)], [],
      scripted(answer(region(1, "text", ["1-3"])), at: "text", [ScriptedToken("text", 0.5)]),
    ])
  func unusable(_ tokens: [ScriptedToken]) async throws {
    let name = tokens.contains { $0.text == "text" } ? "text" : "Text"
    let proposal = try await ScriptedProposer([
      .completion(tokens, text: answer(region(1, name, ["1-3"])))
    ]).propose()
    let one = try #require(proposal.estimates.first)
    #expect(one.score == 0.9 && one.classProbabilities[one.classIndex] == 0.85)
  }

  @Test("An answer from the cache gives the same estimates")
  func cached() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let tokens = scripted(
        answer(Self.text), at: "Text", [ScriptedToken("Text", 0.37, ["Title": 0.21, "Page": 0.11])])
      let first = try await ScriptedProposer([.completion(tokens)], cache: folder).propose()
      let second = try await ScriptedProposer([.reset], cache: folder).propose()
      #expect(second.calls == 0 && second.estimates == first.estimates)
      #expect(first.estimates[0].score != 0.9)
    }
  }

  @Test("Only a single sample asks for them, and a batch, which cannot ask again, does not")
  func whoAsks() async throws {
    for samples in [1, 2] {
      let scripted = try ScriptedProposer(
        [.completion(answer(Self.text))], settings: ProposalSettings(samples: samples))
      _ = try await scripted.propose()
      let body = String(decoding: scripted.server.requests[0].body, as: UTF8.self)
      #expect(body.contains(#""logprobs":true"#) == (samples == 1))
    }
    let page = SmallPage.article
    let batch = try ScriptedProposer([.reset]).proposer
      .batchRequests(about: page.asked())
    #expect(batch.count == 1)
    #expect(!String(decoding: batch[0].line, as: UTF8.self).contains("logprobs"))
  }

  @Test("A server that refuses them is believed at its word, and it is said once")
  func refused() async throws {
    let scripted = try ScriptedProposer([
      .answer(status: 400, body: #"{"error":{"message":"logprobs is not supported"}}"#),
      .completion(answer(Self.text)),
    ])
    let first = try await scripted.propose()
    #expect(first.notes == ["the server refuses log-probabilities: asked without them"])
    #expect(first.estimates[0].score == 0.9)
    #expect(try await scripted.propose().notes.isEmpty)
  }
}
