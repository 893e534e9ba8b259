import GalleyTesting
import LanguageModel
import RegionProposals
import Testing

@Suite("Asking again")
struct RetryTests {
  private let good = answer(region(1, "Title", ["0"]))

  @Test("A broken answer gets one repair, which names the place and the reason")
  func repair() async throws {
    let scripted = try ScriptedProposer([
      .completion(answer(region(1, "Sonnet of ROW TEXT", ["0"]))), .completion(good),
    ])
    let proposal = try await scripted.propose()
    #expect(proposal.classes() == ["Title"])
    #expect(proposal.calls == 2)
    #expect(proposal.tokensRead == 200 && proposal.tokensWritten == 20)
    let first = try scripted.messages(0)
    let second = try scripted.messages(1)
    #expect(second["system"] == first["system"])
    let user = try #require(second["user"])
    #expect(user.hasPrefix(try #require(first["user"])))
    #expect(user.contains("regions[0].class: region of unknown class"))
    #expect(!user.contains("Sonnet"))
  }

  @Test("Then one fresh attempt, then the page goes without")
  func giveUp() async throws {
    let scripted = try ScriptedProposer([.completion("I cannot do that.")])
    let proposal = try await scripted.propose()
    guard case .unusableAnswers(_, let tries, _) = proposal.failure else {
      Issue.record("prose was taken for regions")
      return
    }
    #expect(tries == 3)
    // What was of no use costs all the same.
    #expect(proposal.calls == 3 && proposal.tokensRead == 300 && proposal.tokensWritten == 30)
    #expect(scripted.server.requests.count == 3)
    #expect(try scripted.messages(2) == scripted.messages(0))
    #expect(scripted.server.requests[2].body != scripted.server.requests[0].body)
  }

  @Test("Groups alone are no answer")
  func groupsOnly() async throws {
    let scripted = try ScriptedProposer([
      .completion(answer(region(1, "column", ["0-6"]))), .completion(good),
    ])
    let proposal = try await scripted.propose()
    #expect(proposal.classes() == ["Title"])
    #expect(proposal.notes == ["the language model is asked again: regions: groups only, no class"])
  }

  @Test("A page without words is not asked about")
  func emptyPage() async throws {
    let scripted = try ScriptedProposer([.reset])
    let proposal = try await scripted.propose(SmallPage())
    #expect(proposal.calls == 0 && proposal.estimates.isEmpty)
    #expect(scripted.server.requests.isEmpty)
  }

  @Test("A server that is gone is told as such")
  func gone() async throws {
    let scripted = try ScriptedProposer([.reset])
    scripted.server.stop()
    do throws(RegionProposalsError) {
      _ = try await scripted.propose()
      Issue.record("an answer from nowhere")
    } catch {
      guard case .languageModel(.cannotConnect) = error else {
        Issue.record("unexpected: \(error)")
        return
      }
    }
  }

  @Test("A context that cannot hold the prompt is refused before any page")
  func smallContext() {
    #expect(throws: RegionProposalsError.self) {
      try ScriptedProposer([.reset], contextTokens: 512)
    }
  }
}
