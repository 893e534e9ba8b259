import Foundation
import LanguageModel

/// The tokens of an answer, by their place in its text.
struct AnswerTokens {
  private let tokens: [TokenProbability]
  /// For each token the bytes of the text that it covers; outside of it for tokens around it.
  private let spans: [Range<Int>]

  /// Least log-probability that is believed: a server may report anything, down to the least
  /// number there is, of a token that a schema forced on the model.
  private static let floor = -30.0

  /// Lays the tokens along the text; `nil` where they are missing or spell something else.
  init?(_ chat: ChatAnswer) {
    let spelt = Data(chat.tokens.flatMap(\.bytes))
    // A server may strip what stands around the text, such as a mark of its end.
    guard let place = spelt.range(of: Data(chat.text.utf8)) else { return nil }
    tokens = chat.tokens
    var start = -place.lowerBound
    spans = tokens.map { token in
      defer { start += token.bytes.count }
      return start..<(start + token.bytes.count)
    }
  }

  /// Mean natural-log probability of the tokens that touch a part of the text; `nil` for none.
  func meanLogProbability(in part: Range<Int>) -> Double? {
    let touching = indices(touching: part)
    guard !touching.isEmpty else { return nil }
    return touching.reduce(0) { $0 + Self.believed(tokens[$1].logProbability) }
      / Double(touching.count)
  }

  /// How probable each of the allowed values was where the model wrote one of them.
  ///
  /// Tokens are followed for as long as they tell values apart. At each, the alternatives that
  /// begin an allowed value share the probability; one that begins several shares its part evenly
  /// among them, one that begins all tells nothing. A server that lists no alternatives leaves
  /// what the token itself does not have to the other values, evenly.
  ///
  /// - Parameters:
  ///   - value: the bytes between the quotes.
  ///   - allowed: the values, as they stand between quotes in JSON.
  /// - Returns: probabilities that sum to 1; `nil` where the text holds no allowed value.
  func probabilities(of allowed: [String], at value: Range<Int>) -> [Double]? {
    // With its closing quote no value is the beginning of another.
    let targets = allowed.map { Array($0.utf8) + [UInt8(ascii: "\"")] }
    var open = Array(targets.indices)
    var mass = 1.0
    var result = [Double](repeating: 0, count: targets.count)
    func share(_ part: Double, among indices: [Int]) {
      for index in indices { result[index] += part / Double(indices.count) }
    }
    for index in indices(touching: value) where open.count > 1 {
      let token = tokens[index]
      let lead = max(0, value.lowerBound - spans[index].lowerBound)
      let written = max(0, spans[index].lowerBound - value.lowerBound)
      func begun(by bytes: [UInt8]) -> [Int] {
        guard bytes.count > lead, bytes[..<lead] == token.bytes[..<lead] else { return [] }
        let rest = bytes[lead...]
        return open.filter { zip(targets[$0].dropFirst(written), rest).allSatisfy { $0 == $1 } }
      }
      let chosen = begun(by: token.bytes)
      guard !chosen.isEmpty else { return nil }
      guard chosen.count < open.count else { continue }
      let others = token.alternatives.filter { $0.text != token.text }
        .map { (values: begun(by: Array($0.text.utf8)), weight: $0.logProbability) }
        .filter { !$0.values.isEmpty && $0.values.count < open.count }
      if token.alternatives.isEmpty {
        let probability = exp(Self.believed(token.logProbability))
        share(mass * (1 - probability), among: open.filter { !chosen.contains($0) })
        mass *= probability
      } else {
        let weights = [token.logProbability] + others.map(\.weight)
        let peak = weights.max() ?? 0
        let shares = weights.map { exp($0 - peak) }
        let total = shares.reduce(0, +)
        for (other, part) in zip(others, shares.dropFirst()) {
          share(mass * part / total, among: other.values)
        }
        mass *= shares[0] / total
      }
      open = chosen
    }
    guard open.count < targets.count || targets.count == 1 else { return nil }
    share(mass, among: open)
    return result
  }

  private func indices(touching part: Range<Int>) -> [Int] {
    spans.indices.filter { spans[$0].overlaps(part) }
  }

  private static func believed(_ logProbability: Double) -> Double { max(floor, logProbability) }
}
