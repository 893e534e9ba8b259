/// How much of a model's context goes to what.
package struct TokenBudget: Sendable, Hashable {
  /// Tokens that a prompt without examples may have.
  var prompt: Int
  /// Tokens that a prompt with examples may have.
  var withExamples: Int
  /// Tokens that an answer may have.
  var answer: Int

  /// Shares out a context; `nil` where the server does not say how large it is.
  ///
  /// - Parameters:
  ///   - prompt: most tokens that a prompt without examples may have, whatever the context.
  ///   - withExamples: likewise of a prompt with examples.
  init(contextTokens: Int?, prompt most: Int, withExamples mostWithExamples: Int) {
    guard let contextTokens else {
      (prompt, withExamples, answer) = (most, mostWithExamples, 4096)
      return
    }
    // A region takes about 50 tokens of the answer, a row about 35 of the prompt, and a page has
    // several rows a region: one part in eight is enough.
    answer = min(4096, contextTokens / 8)
    // Some room is left for the chat template and for what the estimate misses.
    let room = max(0, Int(Double(contextTokens - answer) * 0.95) - 64)
    prompt = min(most, room)
    withExamples = min(mostWithExamples, room)
  }

  /// About how many tokens a text has, for the usual tokenisers.
  ///
  /// Those of the last years give each digit, and a space before it, a token of its own, and so
  /// for signs; other text has 3.6 bytes a token.
  package static func tokens(of text: String) -> Int {
    var single = 0
    var others = 0
    var afterSpace = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: single += afterSpace ? 2 : 1
      case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: single += 1
      default: others += 1
      }
      afterSpace = byte == 0x20
    }
    return single + Int((Double(others) / 3.6).rounded(.up))
  }
}
