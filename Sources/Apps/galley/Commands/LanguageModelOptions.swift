import ArgumentParser
import Foundation
import Labelling
import LanguageModel
import Layout
import RegionProposals

/// Who reads the text: a language model, or the text rules.
struct LanguageModelOptions: ParsableArguments {
  /// Environment variables that `galley serve-llm -- COMMAND` sets for COMMAND.
  static let urlVariable = "GALLEY_LLM_URL"
  static let modelVariable = "GALLEY_LLM_MODEL"

  @Option(
    help: ArgumentHelp(
      """
      OpenAI-compatible server of a language model, such as http://127.0.0.1:8080; without one \
      (and without \(urlVariable)) text rules propose. A key is read from \
      \(APIKey.variables.joined(separator: " or ")).
      """, valueName: "url"))
  var llmUrl: String?

  @Option(
    help: ArgumentHelp(
      "The model's name there (default: \(modelVariable), else the first one it serves).",
      valueName: "name"))
  var llmModel: String?

  @Option(help: ArgumentHelp("Seconds that one call may take.", valueName: "seconds"))
  var llmTimeout = 60.0

  @Option(help: ArgumentHelp("Calls in flight at once.", valueName: "n"))
  var llmCalls = 2

  @Option(
    help: ArgumentHelp(
      "Certificates (PEM) to trust instead of the system's, for a server of your own authority.",
      valueName: "file"))
  var llmCaFile: String?

  @Flag(help: "Allow http to other machines: page text then travels readable.")
  var allowInsecure = false

  func validate() throws {
    guard (1...3600).contains(llmTimeout) else {
      throw ValidationError("--llm-timeout must lie between 1 and 3600 seconds.")
    }
    guard (1...256).contains(llmCalls) else {
      throw ValidationError("--llm-calls must lie between 1 and 256.")
    }
  }

  /// The text source; asks the server what it serves.
  func makeTextSource(
    taxonomy: Taxonomy, languages: [String], project: URL
  ) async throws -> ChosenTextSource {
    let environment = ProcessInfo.processInfo.environment
    guard let url = llmUrl ?? environment[Self.urlVariable], !url.isEmpty else {
      return ChosenTextSource(
        source: TextRulesSource(taxonomy: taxonomy), name: "text rules (no language model)")
    }
    let named = llmModel ?? environment[Self.modelVariable]
    let client = try await ChatClient.connect(
      to: Endpoint(url, allowInsecure: allowInsecure, caFile: llmCaFile), model: named,
      key: APIKey.find(),
      limits: ChatLimits(seconds: llmTimeout, callsInFlight: llmCalls))
    let proposer = try LanguageModelProposer(
      client: client, taxonomy: taxonomy, languages: languages,
      cacheFolder: project.appending(path: "llm-answers"))
    return ChosenTextSource(
      source: LanguageModelSource(proposer), name: "language model \(client.model)",
      model: client.model, promptVersion: proposer.version, waiting: llmCalls)
  }
}

/// The text source with what the parameters and the summary say of it.
struct ChosenTextSource {
  var source: any TextSource
  /// For the summary.
  var name: String
  /// The language model; `nil` for rules.
  var model: String?
  var promptVersion: String?
  /// Pages that may wait for answers besides those being drawn and read.
  var waiting = 1
}
