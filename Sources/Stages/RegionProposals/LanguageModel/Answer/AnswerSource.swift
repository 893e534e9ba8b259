import LanguageModel
import Layout
import Prompts

/// Gets validated answers: from the cache, or from the model.
struct AnswerSource: Sendable {
  let model: AnsweringModel
  let prompt: RegionPrompt
  let taxonomy: Taxonomy
  let settings: ProposalSettings
  /// Tokens that an answer may have.
  let answerTokens: Int
  let cache: AnswerCache?
  let spending: SpendMeter?

  /// A validated answer.
  struct Answer: Sendable {
    var text: String
    var check: AnswerCheck
  }

  /// What came of a question.
  struct Reply: Sendable {
    /// `nil` where nothing usable was said.
    var answer: Answer?
    /// What it took to get it.
    var effort = AskingEffort()
    /// What was wrong with the last answer that could not be used.
    var problem = ""
    /// Whether nobody was asked, since only what is recorded counts.
    var isUnrecorded = false
  }

  /// What decides the answer to a question; names it in the cache and in batch files.
  func key(_ question: PageQuestion, sample: Int) -> String {
    key(question, sample: sample, question.schema)
  }

  private func key(_ question: PageQuestion, sample: Int, _ schema: AnswerSchema) -> String {
    AnswerCache.key([
      RegionPrompt.version, prompt.hash, model.name, "\(answerTokens)",
      "temperature \(temperature)", "seed \(sample)", schema.json, question.user,
    ])
  }

  /// The answer that is on disk; `nil` where there is none that is sound.
  ///
  /// Bounds in a schema help a model to answer and do not change the question: an answer that came
  /// by a batch file, without them, serves where a server obeys them, and the other way round.
  func cached(_ question: PageQuestion, sample: Int) -> Answer? {
    let schemas = [question.schema] + question.otherSchemas
    return schemas.lazy.compactMap { schema -> Answer? in
      guard let entry = cache?.entry(key(question, sample: sample, schema)),
        let check = try? check(entry, question)
      else { return nil }
      return Answer(text: entry.answer, check: check)
    }.first
  }

  /// What the model says, asked where its answer is not on disk.
  ///
  /// The model is asked; once more with the problem named, once more afresh; then it is given up.
  ///
  /// - Throws: `RegionProposalsError`.
  func answer(
    _ question: PageQuestion, sample: Int
  ) async throws(RegionProposalsError) -> Reply {
    var reply = Reply(answer: cached(question, sample: sample))
    if reply.answer != nil { return reply }
    guard case .served(let client) = model else {
      reply.isUnrecorded = true
      return reply
    }
    for attempt in Attempt.allCases {
      let chat = try await ask(
        client, request(question, sample: sample, attempt, problem: reply.problem), question,
        &reply.effort)
      do throws(AnswerProblem) {
        let entry = entry(chat, question)
        let check = try check(entry, question)
        if let note = keep(entry, question, sample: sample) { reply.effort.notes.append(note) }
        reply.answer = Answer(text: chat.text, check: check)
        return reply
      } catch {
        reply.problem = error.text
        if attempt != Attempt.allCases.last {
          reply.effort.notes.append("the language model is asked again: \(reply.problem)")
        }
      }
    }
    return reply
  }

  /// Why nothing is known of a page after the last reply was of no use.
  func failure(_ reply: Reply) -> RegionProposalsError {
    if reply.isUnrecorded { return .notRecorded(model: model.name) }
    return .unusableAnswers(
      model: model.name, tries: Attempt.allCases.count, problem: reply.problem)
  }

  /// Takes an answer that was got elsewhere into the cache, if it is sound.
  func accept(
    _ chat: ChatAnswer, to question: PageQuestion, sample: Int
  ) throws(AnswerProblem) {
    let entry = entry(chat, question)
    _ = try check(entry, question)
    if let note = keep(entry, question, sample: sample) { throw AnswerProblem(text: note) }
  }

  /// The first request for a sample.
  func request(_ question: PageQuestion, sample: Int) -> ChatRequest {
    request(question, sample: sample, .first, problem: "")
  }

  private enum Attempt: CaseIterable { case first, repair, fresh }

  private var temperature: Double { settings.samples > 1 ? settings.temperature : 0 }

  private func ask(
    _ client: ChatClient, _ request: ChatRequest, _ question: PageQuestion,
    _ effort: inout AskingEffort
  ) async throws(RegionProposalsError) -> ChatAnswer {
    let reserved = try spending?.reserve(prompt: question.tokens, answer: answerTokens)
    let chat: ChatAnswer
    do throws(LanguageModelError) {
      chat = try await client.answer(request)
    } catch {
      spending?.release(reserved)
      if case .cancelled = error { throw .cancelled }
      throw .languageModel(error)
    }
    effort.calls += 1
    effort.tokensRead += chat.tokensRead
    effort.tokensWritten += chat.tokensWritten
    effort.notes += chat.notes
    effort.dollars += spending?.settle(reserved, chat) ?? 0
    return chat
  }

  private func request(
    _ question: PageQuestion, sample: Int, _ attempt: Attempt, problem: String
  ) -> ChatRequest {
    // The answer that failed is not sent back: it costs tokens, and says nothing the problem
    // does not.
    let text =
      attempt == .repair ? "\(question.user)\n\(prompt.repair(problem: problem))" : question.user
    let isFresh = attempt == .fresh
    return ChatRequest(
      messages: [ChatMessage(.system, prompt.system), ChatMessage(.user, text)],
      schema: question.schema, maxTokens: answerTokens,
      temperature: isFresh ? max(temperature, settings.temperature) : temperature,
      // Away from the seeds of the other samples.
      seed: isFresh ? settings.samples + sample : sample,
      wantsLogProbabilities: settings.usesTokenProbabilities)
  }

  /// What is kept of an answer.
  private func entry(_ chat: ChatAnswer, _ question: PageQuestion) -> AnswerCache.Entry {
    var entry = AnswerCache.Entry(answer: chat.text, isCutOff: chat.isCutOff)
    if settings.usesTokenProbabilities, !chat.tokens.isEmpty,
      let parsed = try? parsed(chat.text, question)
    {
      entry.certainties = RegionCertainty.of(
        parsed, chat, allowed: taxonomy.classes.map(\.name) + prompt.groupNames)
    }
    return entry
  }

  private func parsed(
    _ text: String, _ question: PageQuestion
  ) throws(AnswerProblem) -> AnswerParser {
    try AnswerParser(text, limit: 2 * question.shown.items.count + 50)
  }

  private func keep(
    _ entry: AnswerCache.Entry, _ question: PageQuestion, sample: Int
  ) -> String? {
    do {
      try cache?.store(entry, key(question, sample: sample))
      return nil
    } catch {
      return "the answer cannot be kept: \(error.localizedDescription)"
    }
  }

  /// Reads and checks an answer; an answer of which nothing is left cannot be used.
  private func check(
    _ entry: AnswerCache.Entry, _ question: PageQuestion
  ) throws(AnswerProblem) -> AnswerCheck {
    let parsed = try parsed(entry.answer, question)
    let check = AnswerCheck(
      parsed, certainties: entry.certainties, rows: question.shown, taxonomy: taxonomy,
      groups: prompt.groupNames)
    guard check.regions.contains(where: { $0.classIndex != nil }) else {
      if !check.regions.isEmpty { throw AnswerProblem(text: "regions: groups only, no class") }
      if entry.isCutOff, parsed.regions.isEmpty { throw AnswerProblem(text: "regions: too long") }
      if let first = check.drops.first { throw AnswerProblem(text: first) }
      return check
    }
    return check
  }
}

/// What asking took.
struct AskingEffort: Sendable {
  var calls = 0
  var tokensRead = 0
  var tokensWritten = 0
  /// US dollars, as far as the price is known.
  var dollars = 0.0
  var notes: [String] = []

  static func += (sum: inout AskingEffort, other: AskingEffort) {
    sum.calls += other.calls
    sum.tokensRead += other.tokensRead
    sum.tokensWritten += other.tokensWritten
    sum.dollars += other.dollars
    sum.notes += other.notes.filter { !sum.notes.contains($0) }
  }
}
