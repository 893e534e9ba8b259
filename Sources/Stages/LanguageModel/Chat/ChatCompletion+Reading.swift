import JSONReading

extension ChatCompletion {
  /// The completion in a body of the usual form: what a server sends that was not asked for
  /// probabilities.
  ///
  /// The usual form is read faster so. `nil` stands for anything else, sound or not,
  /// which the decoder is to judge.
  init?(usual body: [UInt8]) {
    choices = []
    do {
      let isUsual = try (body + [0]).withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        try read(&cursor)
        try cursor.end()
        return true
      }
      guard isUsual, !choices.isEmpty else { return nil }
    } catch {
      return nil
    }
  }

  private struct Unusual: Error {}

  private mutating func read(_ cursor: inout JSONCursor) throws {
    try cursor.object { cursor, key in
      if key.spells("choices") {
        guard choices.isEmpty else { throw Unusual() }
        try cursor.list { choices.append(try Self.choice(&$0)) }
      } else if key.spells("usage") {
        usage = try Self.usage(&cursor)
      } else {
        try cursor.skip()
      }
    }
  }

  private static func choice(_ cursor: inout JSONCursor) throws -> Choice {
    var choice = Choice(message: Choice.Message(), finishReason: nil, logprobs: nil)
    var hasMessage = false
    try cursor.object { cursor, key in
      if key.spells("message") {
        hasMessage = true
        try cursor.object { cursor, key in
          if key.spells("content") {
            choice.message.content = try text(&cursor)
          } else if key.spells("refusal") {
            choice.message.refusal = try text(&cursor)
          } else {
            try cursor.skip()
          }
        }
      } else if key.spells("finish_reason") {
        choice.finishReason = try text(&cursor)
      } else if key.spells("logprobs") {
        try null(&cursor)
      } else {
        try cursor.skip()
      }
    }
    guard hasMessage else { throw Unusual() }
    return choice
  }

  private static func usage(_ cursor: inout JSONCursor) throws -> Usage {
    var usage = Usage()
    try cursor.object { cursor, key in
      if key.spells("prompt_tokens") {
        usage.promptTokens = try count(&cursor)
      } else if key.spells("completion_tokens") {
        usage.completionTokens = try count(&cursor)
      } else if key.spells("prompt_tokens_details"), cursor.peek() != UInt8(ascii: "n") {
        var details = Usage.Details()
        try cursor.object { cursor, key in
          if key.spells("cached_tokens") {
            details.cachedTokens = try count(&cursor)
          } else {
            try cursor.skip()
          }
        }
        usage.promptTokensDetails = Lenient(value: details)
      } else {
        try cursor.skip()
      }
    }
    return usage
  }

  private static func text(_ cursor: inout JSONCursor) throws -> String? {
    if cursor.peek() == UInt8(ascii: "n") {
      try null(&cursor)
      return nil
    }
    guard let text = try cursor.text() else { throw Unusual() }
    return text
  }

  private static func count(_ cursor: inout JSONCursor) throws -> Int {
    guard let count = try cursor.integer() else { throw Unusual() }
    return count
  }

  private static func null(_ cursor: inout JSONCursor) throws {
    guard try cursor.word() == nil else { throw Unusual() }
  }
}
