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
      """
      Answers asked for a page; several tell how sure the model is, and cost as many answers.
      """, valueName: "n"))
  var samples = 1

  @Flag(help: "Do not ask for a reason of each region: the model then writes less.")
  var noRationale = false

  @Option(
    help: ArgumentHelp(
      "Tokens that a question may have, by estimate; a longer page is asked about in parts.",
      valueName: "n"))
  var promptTokens = 6000

  @Option(
    help: ArgumentHelp(
      "Stop, to be gone on with later, before more than this is spent.", valueName: "dollars"))
  var budgetUsd: Double?

  @Option(
    help: ArgumentHelp(
      """
      YAML file of prices, dollars per million tokens: 'NAME: {input: 0.15, cached: 0.075, \
      output: 0.6}' (default: those of some well-known models).
      """, valueName: "file"))
  var prices: String?

  @Option(
    help: ArgumentHelp(
      "Certificates (PEM) to trust instead of the system's, for a server of your own authority.",
      valueName: "file"))
  var llmCaFile: String?

  @OptionGroup var labelled: ExampleOptions

  @Flag(help: "Allow http to other machines: page text then travels readable.")
  var allowInsecure = false

  func validate() throws {
    guard (1...3600).contains(llmTimeout) else {
      throw ValidationError("--llm-timeout must lie between 1 and 3600 seconds.")
    }
    guard (1...64).contains(samples) else {
      throw ValidationError("--samples must lie between 1 and 64.")
    }
    guard (2000...1_000_000).contains(promptTokens) else {
      throw ValidationError("--prompt-tokens must lie between 2000 and 1000000.")
    }
    if let budgetUsd, !budgetUsd.isFinite || budgetUsd <= 0 {
      throw ValidationError("--budget-usd must be more than 0.")
    }
    guard (1...256).contains(llmCalls) else {
      throw ValidationError("--llm-calls must lie between 1 and 256.")
    }
  }

  /// The address that the command line or the environment names.
  private var url: String? {
    let url = llmUrl ?? ProcessInfo.processInfo.environment[Self.urlVariable]
    return url?.isEmpty == false ? url : nil
  }

  private var namedModel: String? {
    llmModel ?? ProcessInfo.processInfo.environment[Self.modelVariable]
  }

  /// The text source; asks the server what it serves.
  ///
  /// - Parameters:
  ///   - parameters: how pages are read.
  ///   - jobs: pages read at once.
  ///   - isSilent: whether progress would disturb what is printed.
  func makeTextSource(
    _ parameters: LabellingParameters, project: URL, jobs: Int, isSilent: Bool
  ) async throws -> ChosenTextSource {
    let taxonomy = parameters.taxonomy
    guard url != nil else {
      guard labelled.examples == nil else {
        throw ValidationError("--examples are for a language model: give --llm-url.")
      }
      return ChosenTextSource(
        source: TextRulesSource(taxonomy: taxonomy), name: "text rules (no language model)",
        announcement:
          "no language model: text rules propose regions (--llm-url URL to change that)")
    }
    let client = try await connect()
    let spending = try spending(on: client)
    let examples = try await labelled.exampleSet(
      labelled.labelledSet(), project: project, parameters, jobs: jobs, isSilent: isSilent)
    let proposer = try proposer(
      client, taxonomy: taxonomy, languages: parameters.languages, examples: examples,
      project: project, spending: spending)
    return ChosenTextSource(
      source: LanguageModelSource(proposer), name: "language model \(client.model)",
      announcement: announcement(proposer, spending), model: client.model,
      promptVersion: proposer.version, waiting: llmCalls, spending: spending)
  }

  /// A client for the server; asks it what it serves.
  func connect() async throws -> ChatClient {
    guard let url else { throw ValidationError("--llm-url is needed here.") }
    return try await ChatClient.connect(
      to: Endpoint(url, allowInsecure: allowInsecure, caFile: llmCaFile), model: namedModel,
      key: APIKey.find(),
      limits: ChatLimits(seconds: llmTimeout, callsInFlight: llmCalls))
  }

  /// A client that only describes requests; nothing is sent.
  func describe() throws -> ChatClient {
    guard let model = namedModel else { throw ValidationError("--llm-model is needed here.") }
    return try ChatClient(
      endpoint: Endpoint(url ?? "https://api.openai.com", allowInsecure: true), model: model)
  }

  /// The proposer of a project's pages.
  func proposer(
    _ client: ChatClient, taxonomy: Taxonomy, languages: [String], examples: ExampleSet?,
    project: URL, spending: SpendMeter?
  ) throws -> LanguageModelProposer {
    try LanguageModelProposer(
      client: client, taxonomy: taxonomy, languages: languages,
      settings: ProposalSettings(
        samples: samples, promptTokens: promptTokens,
        promptTokensWithExamples: max(promptTokens, 11_500), rationale: !noRationale),
      examples: examples,
      cacheFolder: project.appending(path: "llm-answers"), spending: spending)
  }

  /// Counts the cost, where the price is known; a model on this machine is free.
  func spending(on client: ChatClient) throws -> SpendMeter? {
    let table = try PriceTable(file: prices)
    let known = table.prices(of: client.model) ?? (client.endpoint.isLoopback ? .free : nil)
    guard let known else {
      if budgetUsd != nil { throw RegionProposalsError.noPrice(model: client.model) }
      return nil
    }
    return SpendMeter(prices: known, budget: budgetUsd)
  }

  private func announcement(_ proposer: LanguageModelProposer, _ spending: SpendMeter?) -> String {
    let asked = samples == 1 ? "one sample" : "\(samples) samples"
    var text = "language model \(proposer.model): \(asked) a page"
    let page = proposer.typicalPage
    text += ", about \(page.read) tokens read and \(page.written) written"
    if let prices = spending?.prices, prices != .free {
      let dollars = prices.dollars(read: page.read, written: page.written)
      text += String(
        format: ", $%.5f a page that is not cached ($%.2f for 1000)",
        dollars, 1000 * dollars)
    } else if spending == nil {
      text += "; no price is known for it (--prices FILE)"
    }
    return text
  }
}

/// The text source with what the parameters and the summary say of it.
struct ChosenTextSource {
  var source: any TextSource
  /// For the summary.
  var name: String
  /// What to tell before the start.
  var announcement: String
  /// The language model; `nil` for rules.
  var model: String?
  var promptVersion: String?
  /// Pages that may wait for answers besides those being drawn and read.
  var waiting = 1
  /// What the calls cost, where prices are known.
  var spending: SpendMeter?
}
