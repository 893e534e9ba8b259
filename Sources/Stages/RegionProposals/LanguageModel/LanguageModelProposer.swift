import Foundation
import LanguageModel
import Layout
import Prompts

/// Proposes regions from a page's words by asking a language model.
///
/// The model reads rows of text with their places and names the rows of each region; boxes are
/// the hulls of the rows named (Shihab et al. 2025, arXiv 2511.08903).
public struct LanguageModelProposer: Sendable {
  /// What decides, beside the page and the model, what is proposed: prompt, schema and limits.
  public let version: String

  private let client: ChatClient
  private let taxonomy: Taxonomy
  private let languages: [String]
  private let prompt: RegionPrompt
  private let budget: TokenBudget
  private let cache: AnswerCache?

  /// Prepares to ask.
  ///
  /// - Parameters:
  ///   - languages: languages that the pages may be written in, such as `eng`.
  ///   - cacheFolder: where answers are kept; `nil` keeps none.
  /// - Throws: `RegionProposalsError`.
  public init(
    client: ChatClient, taxonomy: Taxonomy, languages: [String], cacheFolder: URL?
  ) throws(RegionProposalsError) {
    do throws(PromptsError) {
      prompt = try RegionPrompt(taxonomy: taxonomy)
    } catch {
      throw .prompts(error)
    }
    self.client = client
    self.taxonomy = taxonomy
    self.languages = languages
    budget = TokenBudget(contextTokens: client.abilities.contextTokens)
    cache = cacheFolder.map(AnswerCache.init)
    version = AnswerCache.key([
      RegionPrompt.version, prompt.hash, "\(budget.prompt)", "\(budget.answer)",
      languages.joined(separator: "+"), "\(client.abilities.obeysBounds)",
    ])
    let needed = TokenBudget.tokens(of: prompt.system) + 500
    guard budget.prompt >= needed else {
      throw .contextTooSmall(
        model: client.model, contextTokens: client.abilities.contextTokens ?? budget.prompt,
        needed: 2 * needed)
    }
  }

  /// The regions that the model sees; a page without rows is not asked about.
  ///
  /// - Parameters:
  ///   - rows: the page's rows and drawings.
  ///   - text: the words that the rows refer to.
  /// - Throws: `RegionProposalsError`: the model cannot be reached, or no answer was usable after
  ///   one repair and one fresh attempt.
  public func propose(
    rows page: PageRows, text: PageText
  ) async throws(RegionProposalsError) -> LanguageModelProposal {
    let empty = prompt.user(bounds: page.bounds, languages: languages, rows: "")
    let fixed = TokenBudget.tokens(of: prompt.system) + TokenBudget.tokens(of: empty)
    let shown = ShownRows(page, words: text.words, tokens: budget.prompt - fixed)
    var proposal = LanguageModelProposal()
    guard shown.rowCount > 0 else { return proposal }
    if shown.leftOut > 0 {
      proposal.notes.append(
        "\(shown.leftOut) of \(shown.leftOut + shown.items.count) rows do not fit the model's "
          + "context and were not shown to it")
    }
    let user = prompt.user(bounds: page.bounds, languages: languages, rows: shown.text)
    let key = AnswerCache.key([
      RegionPrompt.version, prompt.hash, client.model, "\(budget.answer)", "temperature 0",
      schema(shown).json, user,
    ])
    if let entry = cache?.entry(key),
      let check = try? check(entry.answer, isCutOff: entry.isCutOff, shown)
    {
      finish(&proposal, check, shown, page, promptHash: key)
      return proposal
    }
    let answer = try await ask(user, shown, &proposal)
    do {
      try cache?.store(
        AnswerCache.Entry(answer: answer.chat.text, isCutOff: answer.chat.isCutOff), key)
    } catch {
      proposal.notes.append("the answer cannot be kept: \(error.localizedDescription)")
    }
    finish(&proposal, answer.check, shown, page, promptHash: key)
    return proposal
  }

  // MARK: Asking

  /// Asks; once more with the problem named, once more afresh; then gives up.
  private func ask(
    _ user: String, _ shown: ShownRows, _ proposal: inout LanguageModelProposal
  ) async throws(RegionProposalsError) -> (chat: ChatAnswer, check: AnswerCheck) {
    var problem = ""
    for attempt in Attempt.allCases {
      let request = request(user, schema(shown), attempt, problem: problem)
      let chat: ChatAnswer
      do throws(LanguageModelError) {
        chat = try await client.answer(request)
      } catch {
        if case .cancelled = error { throw .cancelled }
        throw .languageModel(error)
      }
      proposal.calls += 1
      proposal.tokensRead += chat.tokensRead
      proposal.tokensWritten += chat.tokensWritten
      proposal.notes += chat.notes
      do throws(AnswerProblem) {
        return (chat, try check(chat.text, isCutOff: chat.isCutOff, shown))
      } catch {
        problem = error.text
        proposal.notes.append("the language model is asked again: \(problem)")
      }
    }
    throw .unusableAnswers(model: client.model, tries: Attempt.allCases.count, problem: problem)
  }

  private enum Attempt: CaseIterable { case first, repair, fresh }

  private func request(
    _ user: String, _ schema: AnswerSchema, _ attempt: Attempt, problem: String
  ) -> ChatRequest {
    // The answer that failed is not sent back: it costs tokens, and says nothing the problem
    // does not.
    let text = attempt == .repair ? "\(user)\n\(prompt.repair(problem: problem))" : user
    return ChatRequest(
      messages: [ChatMessage(.system, prompt.system), ChatMessage(.user, text)],
      schema: schema, maxTokens: budget.answer, temperature: attempt == .fresh ? 0.7 : 0,
      seed: attempt == .fresh ? 1 : 0)
  }

  private func schema(_ shown: ShownRows) -> AnswerSchema {
    guard client.abilities.obeysBounds else {
      return AnswerSchema(name: "regions", json: prompt.schema)
    }
    let last = shown.items.last(where: \.isText).flatMap { Int($0.id) } ?? 0
    let drawings = shown.items.filter { !$0.isText }.map(\.id)
    return AnswerSchema(
      name: "regions", json: prompt.boundedSchema(lastRow: last, drawings: drawings))
  }

  /// Reads and checks an answer; an answer of which nothing is left cannot be used.
  private func check(
    _ text: String, isCutOff: Bool, _ shown: ShownRows
  ) throws(AnswerProblem) -> AnswerCheck {
    let parsed = try AnswerParser(text, limit: 2 * shown.items.count + 50)
    let check = AnswerCheck(
      parsed, rows: shown, taxonomy: taxonomy, groups: prompt.groupNames)
    guard check.regions.contains(where: { $0.classIndex != nil }) else {
      if !check.regions.isEmpty { throw AnswerProblem(text: "regions: groups only, no class") }
      if isCutOff, parsed.regions.isEmpty { throw AnswerProblem(text: "regions: too long") }
      if let first = check.drops.first { throw AnswerProblem(text: first) }
      return check
    }
    return check
  }

  // MARK: Using the answer

  private func finish(
    _ proposal: inout LanguageModelProposal, _ check: AnswerCheck, _ shown: ShownRows,
    _ page: PageRows, promptHash: String
  ) {
    var drops = check.drops
    let builder = EstimateBuilder(
      page: page, rows: shown, taxonomy: taxonomy, model: client.model, promptHash: promptHash)
    let estimates = builder.estimates(of: check.regions, drops: &drops)
    proposal.drops = drops.counts
    if let summary = drops.counts.summary { proposal.notes.append("language model: \(summary)") }
    if check.isSuspect {
      proposal.isSuspect = true
      proposal.notes.append(
        "suspect proposal: one region names more than 60 % of the rows; the language model's "
          + "regions are not used")
    } else if estimates.isEmpty {
      proposal.notes.append("the language model names no region")
    } else {
      proposal.estimates = grouped(estimates)
    }
  }

  /// Joins list items where the taxonomy labels whole lists, and numbers anew.
  private func grouped(_ estimates: [RegionEstimate]) -> [RegionEstimate] {
    guard taxonomy.labelsWholeLists else { return estimates }
    let joined = ListGrouping(taxonomy: taxonomy).grouped(estimates).sorted { $0.id < $1.id }
    let numbers = Dictionary(
      joined.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return joined.enumerated().map { index, estimate in
      var numbered = estimate
      numbered.id = index
      numbered.parent = estimate.parent.flatMap { numbers[$0] }
      return numbered
    }
  }
}
