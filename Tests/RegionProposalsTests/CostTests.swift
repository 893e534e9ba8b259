import Foundation
import GalleyTesting
import LanguageModel
import RegionProposals
import Testing

@Suite("What asking costs")
struct CostTests {
  @Test(
    "The arithmetic of the method's anchors",
    arguments: [(800, 200, 0.00024), (800, 1000, 0.00072)])
  func anchors(_ read: Int, _ written: Int, _ dollars: Double) throws {
    let prices = try #require(try PriceTable(file: nil).prices(of: "gpt-4o-mini-2024-07-18"))
    #expect(abs(prices.dollars(read: read, written: written) - dollars) < 1e-12)
  }

  @Test func `Tokens that the server kept cost their own price`() {
    let prices = TokenPrices(input: 1, cached: 0.5, output: 2)
    #expect(prices.dollars(read: 1_000_000, ofThemCached: 400_000, written: 0) == 0.8)
  }

  @Test(
    "The longest name that fits decides",
    arguments: [("gpt-4o", 2.5), ("gpt-4o-mini", 0.15), ("gpt-4.1-nano-x", 0.1)])
  func names(_ model: String, _ input: Double) throws {
    #expect(try PriceTable(file: nil).prices(of: model)?.input == input)
  }

  @Test(
    "A table that is none names the file",
    arguments: ["gpt: 3", "gpt: {input: 1}", "gpt: {input: -1, cached: 0, output: 0}", "]["])
  func bad(_ yaml: String) throws {
    let error = #expect(throws: RegionProposalsError.self) {
      try PriceTable(yaml: yaml, file: "my.yaml")
    }
    #expect("\(try #require(error))".hasPrefix("'my.yaml' is no table of prices: "))
  }

  @Test("The budget ends it: no call goes over it by more than its own cost")
  func budget() async throws {
    let good = answer(region(1, "Title", ["0"]), region(2, "Text", ["1-3"]))
    // A call costs 0.001 dollars; its prompt alone is taken to cost about as much.
    let meter = SpendMeter(prices: TokenPrices(input: 1, cached: 1, output: 1), budget: 0.02)
    let scripted = try ScriptedProposer(
      [.completion(good, read: 900, written: 100)], spending: meter)
    var pages = 0
    var ended: RegionProposalsError?
    while ended == nil, pages < 100 {
      do throws(RegionProposalsError) {
        _ = try await scripted.propose()
        pages += 1
      } catch {
        ended = error
      }
    }
    guard case .budgetReached(let spent, 0.02) = ended else {
      Issue.record("ended by \(String(describing: ended))")
      return
    }
    #expect(abs(spent - 0.001 * Double(pages)) < 1e-9)
    #expect(pages > 5 && spent <= 0.02)
    #expect(scripted.server.requests.count == pages)
  }
}
