import LanguageModel
import Prompts

/// Why nothing is proposed for a page.
public enum RegionProposalsError: Error, Equatable, CustomStringConvertible {
  case prompts(PromptsError)
  case languageModel(LanguageModelError)
  case unusableAnswers(model: String, tries: Int, problem: String)
  case contextTooSmall(model: String, contextTokens: Int, needed: Int)
  case lineWords(file: String, reason: String)
  case cancelled

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .prompts(let error): error.description
    case .languageModel(let error): error.description
    case .unusableAnswers(let model, let tries, let problem):
      "the language model '\(model)' gave no usable answer in \(tries) tries (\(problem)): try a "
        + "larger model"
    case .contextTooSmall(let model, let contextTokens, let needed):
      "the context of '\(model)' (\(contextTokens) tokens) cannot hold the prompt: serve it with at "
        + "least \(needed)"
    case .lineWords(let file, let reason): "\(file): no words for text rules: \(reason)"
    case .cancelled: "cancelled"
    }
  }
}
