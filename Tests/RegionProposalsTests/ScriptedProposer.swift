import Foundation
import GalleyTesting
import LanguageModel
import Layout
import RegionProposals
import Testing

/// A proposer whose language model follows a script.
struct ScriptedProposer {
  let server: ScriptedServer
  let proposer: LanguageModelProposer

  init(
    _ script: [ScriptedServer.Act], taxonomy: Taxonomy = .doclaynet, cache: URL? = nil,
    model: String = "m", contextTokens: Int? = nil, obeysBounds: Bool = false, key: APIKey? = nil,
    settings: ProposalSettings = ProposalSettings(), examples: ExampleSet? = nil,
    spending: SpendMeter? = nil
  ) throws {
    server = try ScriptedServer(script)
    proposer = try LanguageModelProposer(
      model: .served(
        ChatClient(
          endpoint: Endpoint(server.url), model: model,
          abilities: ModelAbilities(contextTokens: contextTokens, obeysBounds: obeysBounds),
          key: key, retry: RetryPolicy(sleep: { _ in }))),
      taxonomy: taxonomy, languages: ["eng"], settings: settings, examples: examples,
      cacheFolder: cache, spending: spending)
  }

  func propose(
    _ page: SmallPage = .article, file: String? = nil, teacher: [RegionEstimate] = []
  ) async throws(RegionProposalsError) -> LanguageModelProposal {
    try await proposer.propose(page.asked(file: file, teacher: teacher))
  }

  /// The examples that a page is shown, and the user part of its prompt.
  func shown(
    _ page: SmallPage = .article, file: String? = "asked.pdf"
  ) async throws -> (examples: [ProposalExplanation.Example], user: String) {
    let explanation = try await proposer.explain(page.asked(file: file))
    let part = try #require(explanation.parts.first)
    return (part.examples, part.prompt)
  }

  /// Messages of a request, by role.
  func messages(_ index: Int) throws -> [String: String] {
    struct Body: Decodable {
      struct Message: Decodable {
        var role: String
        var content: String
      }
      var messages: [Message]
    }
    let body = try JSONDecoder().decode(Body.self, from: server.requests[index].body)
    return Dictionary(body.messages.map { ($0.role, $0.content) }, uniquingKeysWith: { $1 })
  }
}

extension LanguageModelProposal {
  /// Class names in order.
  func classes(_ taxonomy: Taxonomy = .doclaynet) -> [String] {
    estimates.map { taxonomy.classes[$0.classIndex].name }
  }
}
