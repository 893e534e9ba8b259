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
      (and without \(urlVariable)) the answers that are recorded of --llm-model count, or text \
      rules propose. A key is read from \(APIKey.variables.joined(separator: " or ")).
      """, valueName: "url"))
  var llmUrl: String?

  @Option(
    help: ArgumentHelp(
      """
      The model's name there (default: \(modelVariable), else the first one it serves). Without a \
      server: whose recorded answers to use; nobody is asked.
      """, valueName: "name"))
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
  private var url: String? { given(llmUrl, Self.urlVariable) }

  private var namedModel: String? { given(llmModel, Self.modelVariable) }

  /// Whether a language model is named at all.
  var namesModel: Bool { url != nil || namedModel != nil }

  /// What an option says, or else the environment; nothing where that is empty.
  private func given(_ option: String?, _ variable: String) -> String? {
    let text = option ?? ProcessInfo.processInfo.environment[variable]
    return text?.isEmpty == false ? text : nil
  }

  /// The text source; asks the server what it serves.
  ///
  /// - Parameters:
  ///   - parameters: how pages are read.
  ///   - languages: what the pages are written in.
  ///   - jobs: pages read at once.
  ///   - isSilent: whether progress would disturb what is printed.
  func makeTextSource(
    _ parameters: LabellingParameters, languages: [String], project: URL, jobs: Int,
    isSilent: Bool
  ) async throws -> ChosenTextSource {
    let taxonomy = parameters.taxonomy
    guard let model = try await answeringModel() else {
      guard labelled.examples == nil else {
        throw ValidationError(
          "--examples are for a language model: give --llm-url, or --llm-model for what is recorded."
        )
      }
      return ChosenTextSource(
        source: TextRulesSource(taxonomy: taxonomy), name: "text rules (no language model)",
        announcement:
          "no language model: text rules propose regions (--llm-url URL to change that)")
    }
    let spending = try spending(on: model)
    let examples = try await labelled.exampleSet(
      labelled.labelledSet(), project: project, parameters, jobs: jobs, isSilent: isSilent)
    let proposer = try proposer(
      model, taxonomy: taxonomy, languages: languages, examples: examples,
      project: project, spending: spending)
    var chosen = ChosenTextSource(
      source: LanguageModelSource(proposer, rules: TextRulesSource(taxonomy: taxonomy)),
      name: "language model \(model.name)",
      announcement: announcement(proposer, spending), model: model.name,
      promptVersion: proposer.version, waiting: llmCalls, spending: spending)
    if case .recorded = model {
      chosen.isRecorded = true
      chosen.name += ", recorded answers only"
      chosen.announcement =
        "language model \(model.name): recorded answers only, nobody is asked (--llm-url URL to "
        + "change that); text rules propose alone where there is none"
    }
    return chosen
  }

  /// The server's model, which is asked what it is; without a server the one whose answers are
  /// recorded; `nil` where none is named.
  func answeringModel() async throws -> AnsweringModel? {
    guard let url else { return namedModel.map { .recorded(name: $0) } }
    return .served(
      try await ChatClient.connect(
        to: Endpoint(url, allowInsecure: allowInsecure, caFile: llmCaFile), model: namedModel,
        key: APIKey.find(),
        limits: ChatLimits(seconds: llmTimeout, callsInFlight: llmCalls)))
  }

  /// The model by its name alone: nobody is asked, not even where there is a server.
  func recordedModel() throws -> AnsweringModel {
    guard let model = namedModel else { throw ValidationError("--llm-model is needed here.") }
    return .recorded(name: model)
  }

  /// What to do about pages without a recorded answer.
  static func remedy(unrecorded: Int) -> String {
    "\(unrecorded) \(unrecorded == 1 ? "page lacks" : "pages lack") a recorded answer: --llm-url URL "
      + "asks for what is missing, 'galley propose --batch-requests FILE' writes it down; answers "
      + "count for the options they were asked with (--llm-model, --languages, --samples, "
      + "--prompt-tokens, --no-rationale, --examples…)"
  }

  /// The proposer of a project's pages.
  func proposer(
    _ model: AnsweringModel, taxonomy: Taxonomy, languages: [String], examples: ExampleSet?,
    project: URL, spending: SpendMeter?
  ) throws -> LanguageModelProposer {
    try LanguageModelProposer(
      model: model, taxonomy: taxonomy, languages: languages,
      settings: ProposalSettings(
        samples: samples, promptTokens: promptTokens,
        promptTokensWithExamples: max(promptTokens, 11_500), rationale: !noRationale),
      examples: examples,
      cacheFolder: project.appending(path: "llm-answers"), spending: spending)
  }

  /// Counts the cost, where the price is known; a model on this machine is free.
  func spending(on model: AnsweringModel) throws -> SpendMeter? {
    let table = try PriceTable(file: prices)
    var known = table.prices(of: model.name)
    if case .served(let client) = model, client.endpoint.isLoopback { known = known ?? .free }
    guard let known else {
      // Nothing can be spent where nobody is asked.
      if budgetUsd != nil, case .served = model {
        throw RegionProposalsError.noPrice(model: model.name)
      }
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
  /// Whether only recorded answers count.
  var isRecorded = false
  /// Pages that may wait for answers besides those being drawn and read.
  var waiting = 1
  /// What the calls cost, where prices are known.
  var spending: SpendMeter?
}
