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

  let answers: AnswerSource
  private let taxonomy: Taxonomy
  private let writer: QuestionWriter

  /// Prepares to ask.
  ///
  /// - Parameters:
  ///   - model: who answers what is not on disk.
  ///   - languages: languages that the pages may be written in, such as `eng`.
  ///   - examples: labelled pages to show; `nil` shows none.
  ///   - cacheFolder: where answers are kept; `nil` keeps none.
  ///   - spending: counts what the calls cost and keeps a budget.
  /// - Throws: `RegionProposalsError`.
  public init(
    model: AnsweringModel, taxonomy: Taxonomy, languages: [String],
    settings: ProposalSettings = ProposalSettings(), examples: ExampleSet? = nil, cacheFolder: URL?,
    spending: SpendMeter? = nil
  ) throws(RegionProposalsError) {
    let prompt: RegionPrompt
    do throws(PromptsError) {
      prompt = try RegionPrompt(taxonomy: taxonomy, rationale: settings.rationale)
    } catch {
      throw .prompts(error)
    }
    self.taxonomy = taxonomy
    let budget = TokenBudget(
      contextTokens: model.abilities.contextTokens, prompt: settings.promptTokens,
      withExamples: settings.promptTokensWithExamples)
    writer = QuestionWriter(
      prompt: prompt, budget: budget, languages: languages,
      obeysBounds: model.abilities.obeysBounds, examples: examples)
    answers = AnswerSource(
      model: model, prompt: prompt, taxonomy: taxonomy, settings: settings,
      answerTokens: budget.answer, cache: cacheFolder.map(AnswerCache.init), spending: spending)
    version = AnswerCache.key(
      [
        RegionPrompt.version, prompt.hash, "\(budget.prompt)", "\(budget.answer)",
        languages.joined(separator: "+"), "\(model.abilities.obeysBounds)", SuspectCheck.version,
        "\(settings.samples)", "\(settings.temperature)",
        settings.usesTokenProbabilities ? "token probabilities" : "stated confidence",
      ] + (examples.map { [$0.digest, "\(budget.withExamples)"] } ?? []))
    let needed = TokenBudget.tokens(of: prompt.system) + 500
    guard budget.prompt >= needed else {
      throw .contextTooSmall(
        model: model.name, contextTokens: model.abilities.contextTokens ?? budget.prompt,
        needed: 2 * needed)
    }
  }

  /// The model's name.
  public var model: String { answers.model.name }

  /// Whether only recorded answers count, and nobody is asked.
  public var isRecorded: Bool {
    if case .recorded = answers.model { true } else { false }
  }

  /// About how many tokens a page of 45 rows and 12 regions takes, all samples together.
  public var typicalPage: (read: Int, written: Int) {
    let samples = answers.settings.samples
    let system = TokenBudget.tokens(of: answers.prompt.system)
    let page = system + 45 * 35
    let examples = min(
      (writer.examples?.perPage ?? 0) * (45 * 35 + typicalAnswer),
      max(0, writer.budget.withExamples - page))
    return (samples * (page + examples), samples * typicalAnswer)
  }

  /// About how many tokens an answer of 12 regions has.
  public var typicalAnswer: Int { 12 * (answers.settings.rationale ? 50 : 36) }

  /// The regions that the model sees; a page without rows is not asked about.
  ///
  /// - Throws: `RegionProposalsError`: the model cannot be reached, or the budget is reached.
  public func propose(
    _ page: AskedPage
  ) async throws(RegionProposalsError) -> LanguageModelProposal {
    let page = answered(page)
    let questions = questions(about: page)
    return proposal(try await replies(to: questions), questions, page)
  }

  /// Whether there are labelled pages to show, but none that a page may be shown.
  public func lacksExample(_ page: AskedPage) -> Bool {
    writer.examples.map { !$0.mayShow(page) } ?? false
  }

  /// What is asked about a page.
  func questions(about page: AskedPage) -> [PageQuestion] { writer.questions(about: page) }

  /// The page as it was at first look, where all answers to that are kept and not all to the page as
  /// it is: what a second look adds is seldom worth another call.
  func answered(_ page: AskedPage) -> AskedPage {
    guard let first = page.atFirstLook, !isAnswered(page), isAnswered(first) else { return page }
    return first
  }

  private func isAnswered(_ page: AskedPage) -> Bool {
    questions(about: page).allSatisfy { question in
      (0..<answers.settings.samples).allSatisfy {
        answers.cached(question, sample: $0) != nil
      }
    }
  }

  // MARK: Asking

  /// For each sample, what came of the questions about the parts of the page.
  private func replies(
    to questions: [PageQuestion]
  ) async throws(RegionProposalsError) -> [[AnswerSource.Reply]] {
    guard !questions.isEmpty else { return [] }
    let results = await withTaskGroup(
      of: (Int, Result<[AnswerSource.Reply], RegionProposalsError>).self
    ) { group in
      for sample in 0..<answers.settings.samples {
        group.addTask {
          do throws(RegionProposalsError) {
            var parts: [AnswerSource.Reply] = []
            for question in questions {
              parts.append(try await answers.answer(question, sample: sample))
            }
            return (sample, .success(parts))
          } catch {
            return (sample, .failure(error))
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var samples: [[AnswerSource.Reply]] = []
    for (_, result) in results.sorted(by: { $0.key < $1.key }) { samples.append(try result.get()) }
    return samples
  }

  /// What the replies took, and what the user should know of those that are of no use.
  private func effort(of samples: [[AnswerSource.Reply]]) -> AskingEffort {
    var effort = AskingEffort()
    for reply in samples.joined() { effort += reply.effort }
    let (missing, all) = (samples.joined().count { $0.answer == nil }, samples.joined().count)
    let isUnrecorded = samples.joined().contains(where: \.isUnrecorded)
    if missing > 0, missing < all {
      effort.notes.append(
        samples.count > 1
          ? "\(missing) of \(all) answers \(isUnrecorded ? "are not recorded" : "were not usable")"
          : "no \(isUnrecorded ? "recorded" : "usable") answer about \(missing) of \(samples[0].count) parts of the page"
      )
    }
    return effort
  }

  // MARK: Using the answers

  private func proposal(
    _ samples: [[AnswerSource.Reply]], _ questions: [PageQuestion], _ asked: AskedPage
  ) -> LanguageModelProposal {
    let page = asked.rows
    var proposal = LanguageModelProposal(effort(of: samples))
    proposal.isUnrecorded = samples.joined().contains(where: \.isUnrecorded)
    if !questions.isEmpty, lacksExample(asked) {
      proposal.notes.append("no example is shown: no labelled page may be")
    }
    let usable = samples.filter { $0.contains { $0.answer != nil } }
    if usable.isEmpty, let reply = samples.last?.last {
      proposal.failure = answers.failure(reply)
    }
    guard !usable.isEmpty else { return proposal }
    proposal.wasAsked = true
    let whole = questions.count == 1 ? questions[0].shown : ShownRows(page, words: asked.text.words)
    let merge = PartMerge(whole: whole, lineHeight: max(1, page.medianLineHeight))
    let builder = EstimateBuilder(
      page: page, rows: whole, taxonomy: taxonomy, model: model,
      promptHash: answers.key(questions[0], sample: 0))
    let suspicion = SuspectCheck(
      taxonomy: taxonomy, page: page, rows: whole, teacher: asked.teacher)
    var drops = Drops()
    var (regions, refused): ([[SampleRegion]], [[SampleRegion]]) = ([], [])
    var suspect: String?
    for parts in usable {
      let answered = zip(parts, questions).compactMap { reply, question in
        reply.answer.map { (check: $0.check, shown: question.shown) }
      }
      for part in answered { drops.add(part.check.drops) }
      let merged = merge.regions(of: answered)
      proposal.isSwallowed = proposal.isSwallowed || suspicion.isSwallowed(by: merged)
      if let reason = suspicion.reason(against: merged) {
        suspect = reason
        var unused = Drops()
        refused.append(builder.estimates(of: merged, drops: &unused))
      } else {
        regions.append(builder.estimates(of: merged, drops: &drops))
      }
    }
    proposal.drops = drops.counts
    if let summary = drops.counts.summary { proposal.notes.append("language model: \(summary)") }
    let consensus = SampleConsensus(
      taxonomy: taxonomy, lineHeight: max(1, page.medianLineHeight))
    // Page text that misleads one sample is likely to have touched the others.
    if let suspect, 2 * regions.count <= usable.count {
      proposal.isSuspect = true
      proposal.withheld = grouped(consensus.joined(refused))
      proposal.notes.append(
        "suspect proposal: \(suspect); the language model's regions are not used")
      return proposal
    }
    proposal.estimates = grouped(consensus.joined(regions))
    if proposal.estimates.isEmpty { proposal.notes.append("the language model names no region") }
    return proposal
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
