import Foundation
import LanguageModel
import Prompts

/// Why nothing is proposed for a page.
public enum RegionProposalsError: Error, Equatable, CustomStringConvertible {
  case prompts(PromptsError)
  case languageModel(LanguageModelError)
  case unusableAnswers(model: String, tries: Int, problem: String)
  case notRecorded(model: String)
  case contextTooSmall(model: String, contextTokens: Int, needed: Int)
  case badPrices(file: String, reason: String)
  case noPrice(model: String)
  case budgetReached(spent: Double, budget: Double)
  case badBatchFile(file: String, line: Int, reason: String)
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
    case .notRecorded(let model):
      "no answer of '\(model)' to it is recorded, and nobody is asked without --llm-url"
    case .contextTooSmall(let model, let contextTokens, let needed):
      "the context of '\(model)' (\(contextTokens) tokens) cannot hold the prompt: serve it with at "
        + "least \(needed)"
    case .badPrices(let file, let reason):
      "'\(file)' is no table of prices: \(reason)"
    case .noPrice(let model):
      "no price is known for '\(model)', so a budget cannot be kept: give one in a file by --prices"
    case .budgetReached(let spent, let budget):
      "the budget of $\(dollars(budget)) is reached ($\(dollars(spent)) spent): run the same command "
        + "with a larger --budget-usd to go on"
    case .badBatchFile(let file, let line, let reason): "'\(file)' line \(line): \(reason)"
    case .lineWords(let file, let reason): "\(file): no words for text rules: \(reason)"
    case .cancelled: "cancelled"
    }
  }
}

/// An amount with as many digits as small ones need.
func dollars(_ amount: Double) -> String {
  String(format: amount < 1 ? "%.4f" : "%.2f", amount)
}
