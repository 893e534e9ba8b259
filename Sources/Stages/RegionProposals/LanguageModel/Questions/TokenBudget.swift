/// How much of a model's context goes to what.
struct TokenBudget: Sendable, Hashable {
  /// Tokens that a prompt may have.
  var prompt: Int
  /// Tokens that an answer may have.
  var answer: Int

  /// Shares out a context; `nil` where the server does not say how large it is.
  ///
  /// - Parameter prompt: most tokens that a prompt may have, whatever the context.
  init(contextTokens: Int?, prompt most: Int) {
    guard let contextTokens else {
      self.init(prompt: most, answer: 4096)
      return
    }
    // A region takes about 50 tokens of the answer, a row about 35 of the prompt, and a page has
    // several rows a region: one part in eight is enough.
    let answer = min(4096, contextTokens / 8)
    // Some room is left for the chat template and for what the estimate misses.
    let prompt = min(most, Int(Double(contextTokens - answer) * 0.95) - 64)
    self.init(prompt: max(0, prompt), answer: answer)
  }

  private init(prompt: Int, answer: Int) {
    self.prompt = prompt
    self.answer = answer
  }

  /// About how many tokens a text has, for the usual tokenisers.
  ///
  /// Those of the last years give each digit, and a space before it, a token of its own, and so
  /// for signs; other text has 3.6 bytes a token.
  static func tokens(of text: String) -> Int {
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
