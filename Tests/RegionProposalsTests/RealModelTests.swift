import Foundation
import GalleyTesting
import Installation
import LanguageModel
import Layout
import RegionProposals
import Testing

@Suite("A real language model on a small page")
struct RealModelTests {
  private static let installation = Installation(folder: Fixture.root.appending(path: ".runtime"))

  @Test func `answers by the schema, and is asked once`() async throws {
    let server = try await LocalServer.start(
      installation: Self.installation, contextTokens: 2560, slots: 1)
    let client = try await ChatClient.connect(
      to: Endpoint(server.url), model: nil, limits: ChatLimits(seconds: 300))
    try await Fixture.withTemporaryFolder { folder in
      let proposer = try LanguageModelProposer(
        model: .served(client), taxonomy: .publaynet, languages: ["eng"], cacheFolder: folder)
      let page = SmallPage.article
      let first = try await proposer.propose(page.asked())
      // The model is far too small to be right; its answer must still be readable.
      #expect(first.calls >= 1)
      #expect(first.tokensRead > 500 && first.tokensWritten > 20)
      #expect(first.drops[.malformed] == nil && first.drops[.unknownClass] == nil)
      #expect(!first.estimates.isEmpty || first.isSuspect || !first.drops.isEmpty)
      for estimate in first.estimates {
        #expect(estimate.box.isValid)
        #expect(abs(estimate.classProbabilities.reduce(0, +) - 1) < 1e-9)
        #expect(page.bounds.union(estimate.box) == page.bounds)
      }
      await server.stop()
      let second = try await proposer.propose(page.asked())
      #expect(second.calls == 0)
      #expect(second.estimates == first.estimates)
    }
  }
}
