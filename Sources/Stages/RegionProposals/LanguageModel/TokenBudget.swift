/// How much of a model's context goes to what.
struct TokenBudget: Sendable, Hashable {
  /// Tokens that a prompt may have.
  var prompt: Int
  /// Tokens that an answer may have.
  var answer: Int

  /// Shares out a context; `nil` where the server does not say how large it is.
  init(contextTokens: Int?) {
    guard let contextTokens else {
      self.init(prompt: 6000, answer: 4096)
      return
    }
    // A region takes about 50 tokens of the answer, a row about 35 of the prompt, and a page has
    // several rows a region: one part in eight is enough.
    let answer = min(4096, contextTokens / 8)
    // Some room is left for the chat template and for what the estimate misses.
    let prompt = min(6000, Int(Double(contextTokens - answer) * 0.95) - 64)
    self.init(prompt: max(0, prompt), answer: answer)
  }

  private init(prompt: Int, answer: Int) {
    self.prompt = prompt
    self.answer = answer
  }

  /// Tokens that a text has at most, for the usual tokenisers: those of the last years give each
  /// digit a token of its own, and other text 3.6 bytes a token.
  static func tokens(of text: String) -> Int {
    var digits = 0
    var others = 0
    for byte in text.utf8 {
      if (0x30...0x39).contains(byte) { digits += 1 } else { others += 1 }
    }
    return digits + Int((Double(others) / 3.6).rounded(.up))
  }
}
