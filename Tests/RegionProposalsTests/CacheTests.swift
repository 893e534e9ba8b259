import Foundation
import GalleyTesting
import LanguageModel
import RegionProposals
import Testing

@Suite("The cache of answers")
struct CacheTests {
  private let good = answer(region(1, "Title", ["0"]), region(2, "Text", ["1-3"]))

  private func files(_ folder: URL) -> [URL] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
  }

  @Test("A second run asks nothing and says the same")
  func warm() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let first = try await ScriptedProposer([.completion(good)], cache: folder).propose()
      let again = try ScriptedProposer([.reset], cache: folder)
      let second = try await again.propose()
      #expect(again.server.requests.isEmpty)
      #expect(second.estimates == first.estimates)
      #expect(second.calls == 0 && second.tokensRead == 0 && second.tokensWritten == 0)
      #expect(files(folder).count == 1)
    }
  }

  @Test("Another model, taxonomy, context or page is another question")
  func keys() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let publaynet = answer(region(1, "title", ["0"]))
      var other = SmallPage.article
      other.line("one more line", y: 700)
      let all: [(ScriptedProposer, SmallPage)] = [
        (try ScriptedProposer([.completion(good)], cache: folder), .article),
        (try ScriptedProposer([.completion(good)], cache: folder, model: "n"), .article),
        (
          try ScriptedProposer([.completion(publaynet)], taxonomy: .publaynet, cache: folder),
          .article
        ),
        (try ScriptedProposer([.completion(good)], cache: folder, contextTokens: 9000), .article),
        (try ScriptedProposer([.completion(good)], cache: folder), other),
      ]
      for (scripted, page) in all {
        _ = try await scripted.propose(page)
        #expect(scripted.server.requests.count == 1)
      }
      #expect(files(folder).count == all.count)
    }
  }

  @Test("An answer by a batch file serves where a server obeys bounds, and the other way round")
  func bounds() async throws {
    for obeysBounds in [false, true] {
      try await Fixture.withTemporaryFolder { folder in
        let first = try ScriptedProposer(
          [.completion(good)], cache: folder, obeysBounds: obeysBounds)
        _ = try await first.propose()
        let other = try ScriptedProposer([.reset], cache: folder, obeysBounds: !obeysBounds)
        #expect(try await other.propose().estimates.count == 2)
        #expect(other.server.requests.isEmpty)
      }
    }
  }

  @Test("Where only recorded answers count, nobody is asked, and what is missing is told")
  func recorded() async throws {
    try await Fixture.withTemporaryFolder { folder in
      func recorded(_ samples: Int) async throws -> LanguageModelProposal {
        try await LanguageModelProposer(
          model: .recorded(name: "m"), taxonomy: .doclaynet, languages: ["eng"],
          settings: ProposalSettings(samples: samples), cacheFolder: folder
        ).propose(SmallPage.article.asked())
      }
      #expect(try await recorded(1).failure == .notRecorded(model: "m"))
      _ = try await ScriptedProposer(
        [.completion(good)], cache: folder, settings: ProposalSettings(samples: 2)
      ).propose()
      let whole = try await recorded(2)
      #expect(whole.estimates.count == 2 && whole.failure == nil && !whole.isUnrecorded)
      let part = try await recorded(3)
      #expect(part.estimates.count == 2 && part.failure == nil && part.isUnrecorded)
      #expect(part.notes.contains("1 of 3 answers are not recorded"))
    }
  }

  @Test("What cannot be used is not kept; a damaged file is asked for again")
  func damaged() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let useless = try await ScriptedProposer([.completion("no")], cache: folder).propose()
      #expect(useless.failure != nil)
      #expect(files(folder).isEmpty)
      _ = try await ScriptedProposer([.completion(good)], cache: folder).propose()
      let file = try #require(files(folder).first)
      for damage in ["", "{\"answer\":\"{}\",\"isCutOff\":false}", "{\"ans"] {
        try Data(damage.utf8).write(to: file)
        let scripted = try ScriptedProposer([.completion(good)], cache: folder)
        #expect(try await scripted.propose().estimates.count == 2)
        #expect(scripted.server.requests.count == 1)
      }
    }
  }

  @Test("The key of the server is nowhere in it")
  func noKey() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let secret = "sk-hidden"
      let key = try APIKey.find(environment: ["OPENAI_API_KEY": secret])
      _ = try await ScriptedProposer([.completion(good)], cache: folder, key: key).propose()
      _ = try await ScriptedProposer([.reset], cache: folder).propose()
      for file in files(folder) {
        #expect(!file.path.contains(secret))
        #expect(!(try String(contentsOf: file, encoding: .utf8)).contains(secret))
      }
    }
  }

  @Test("A folder that cannot be written costs a note, not the page")
  func unwritable() async throws {
    let nowhere = URL(fileURLWithPath: "/proc/no-such-folder")
    let proposal = try await ScriptedProposer([.completion(good)], cache: nowhere).propose()
    #expect(proposal.estimates.count == 2)
    #expect(proposal.notes.contains { $0.hasPrefix("the answer cannot be kept") })
  }
}
