import Foundation

/// The body of a chat completion, as far as it is read.
struct ChatCompletion: Decodable {
  struct Choice: Decodable {
    struct Message: Decodable {
      var content: String?
      var refusal: String?
    }
    var message: Message
    var finishReason: String?
  }
  struct Usage: Decodable {
    var promptTokens: Int?
    var completionTokens: Int?
  }
  var choices: [Choice]
  var usage: Usage?

  /// The answer that a body holds.
  static func answer(
    in body: [UInt8], from url: String
  ) throws(LanguageModelError) -> ChatAnswer {
    let completion: ChatCompletion
    do {
      completion = try JSONDecoder.snakeCase.decode(ChatCompletion.self, from: Data(body))
    } catch {
      throw .notAnAnswer(
        url: url, reason: body.isEmpty ? "nothing at all" : "not the expected JSON")
    }
    return try completion.answer(from: url)
  }

  /// What the model says.
  func answer(from url: String) throws(LanguageModelError) -> ChatAnswer {
    guard let choice = choices.first else {
      throw .notAnAnswer(url: url, reason: "no choices in it")
    }
    if let refusal = choice.message.refusal, !refusal.isEmpty {
      throw .notAnAnswer(url: url, reason: "the model declines: \(refusal.prefix(200))")
    }
    return ChatAnswer(
      text: choice.message.content ?? "", isCutOff: choice.finishReason == "length",
      tokensRead: usage?.promptTokens ?? 0,
      tokensWritten: usage?.completionTokens ?? 0, notes: [])
  }
}

extension JSONDecoder {
  /// Reads `finish_reason` as `finishReason`.
  static var snakeCase: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}
