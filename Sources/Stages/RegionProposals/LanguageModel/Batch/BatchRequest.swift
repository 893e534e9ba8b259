import LanguageModel
import Layout

/// A question that is to go into a batch file.
public struct BatchRequest: Sendable {
  /// Names the question; its answer comes back under it.
  public let id: String
  /// About how many tokens it has.
  public let tokens: Int
  /// The line of the file, without its line break.
  public let line: [UInt8]
}

extension LanguageModelProposer {
  /// The questions about a page of a file, all samples, that no answer is kept of.
  public func batchRequests(about page: AskedPage) -> [BatchRequest] {
    batchQuestions(answered(page)).compactMap { question, sample, id in
      guard answers.cached(question, sample: sample) == nil else { return nil }
      var request = answers.request(question, sample: sample)
      // There is no asking again where a server refuses them.
      request.wantsLogProbabilities = false
      return BatchRequest(
        id: id, tokens: question.tokens, line: request.batchLine(id: id, model: model))
    }
  }

  /// Takes the answers to a page's questions into the cache; those to the page at first look where
  /// there is none to the page as it is.
  ///
  /// - Parameter response: the response to a request, by its id.
  /// - Returns: how each of the page's questions fared.
  public func acceptBatchResponses(
    about page: AskedPage, response: (String) -> BatchResponseLine?
  ) -> [(id: String, outcome: BatchOutcome)] {
    let outcomes = batchQuestions(page).map { question, sample, id in
      (id, accept(response(id), question, sample))
    }
    guard outcomes.contains(where: { $0.1 == .missing }), let first = page.atFirstLook else {
      return outcomes
    }
    let earlier = acceptBatchResponses(about: first, response: response)
    return earlier.allSatisfy { $0.outcome == .missing } ? outcomes : earlier
  }

  private func batchQuestions(
    _ page: AskedPage
  ) -> [(question: PageQuestion, sample: Int, id: String)] {
    questions(about: page).flatMap { question in
      (0..<answers.settings.samples).map { sample in
        (question, sample, answers.key(question, sample: sample))
      }
    }
  }

  private func accept(
    _ response: BatchResponseLine?, _ question: PageQuestion, _ sample: Int
  ) -> BatchOutcome {
    guard answers.cached(question, sample: sample) == nil else { return .known }
    switch response?.answer {
    case nil: return .missing
    case .failure(let error): return .failed(reason: error.description)
    case .success(let chat):
      do throws(AnswerProblem) {
        try answers.accept(chat, to: question, sample: sample)
        return .taken(read: chat.tokensRead, written: chat.tokensWritten)
      } catch {
        return .unusable(reason: error.text)
      }
    }
  }
}

/// How a question of a batch fared.
public enum BatchOutcome: Sendable, Equatable {
  /// Its answer is in the cache now; tokens as the server counts them.
  case taken(read: Int, written: Int)
  /// Its answer was in the cache before.
  case known
  /// The file holds no answer to it.
  case missing
  /// The server gave no answer.
  case failed(reason: String)
  /// The answer does not pass the checks.
  case unusable(reason: String)
}
