import Foundation

/// The body of a chat completion, as far as it is read.
struct ChatCompletion: Decodable {
  struct Choice: Decodable {
    struct Message: Decodable {
      var content: String?
      var refusal: String?
    }
    enum CodingKeys: String, CodingKey {
      case message, logprobs
      case finishReason = "finish_reason"
    }
    var message: Message
    var finishReason: String?
    var logprobs: Lenient<TokenLog>?
  }
  struct Usage: Decodable {
    struct Details: Decodable {
      enum CodingKeys: String, CodingKey { case cachedTokens = "cached_tokens" }
      var cachedTokens: Int?
    }
    enum CodingKeys: String, CodingKey {
      case promptTokens = "prompt_tokens"
      case completionTokens = "completion_tokens"
      case promptTokensDetails = "prompt_tokens_details"
    }
    var promptTokens: Int?
    var completionTokens: Int?
    var promptTokensDetails: Lenient<Details>?
  }
  var choices: [Choice]
  var usage: Usage?

  /// The answer that a body holds.
  static func answer(
    in body: [UInt8], from url: String
  ) throws(LanguageModelError) -> ChatAnswer {
    if let usual = ChatCompletion(usual: body) { return try usual.answer(from: url) }
    let completion: ChatCompletion
    do {
      completion = try JSONDecoder().decode(ChatCompletion.self, from: Data(body))
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
      tokensRead: Self.count(usage?.promptTokens),
      tokensCached: Self.count(usage?.promptTokensDetails?.value?.cachedTokens),
      tokensWritten: Self.count(usage?.completionTokens),
      tokens: choice.logprobs?.value?.tokens ?? [], notes: [])
  }

  /// A server's count, such that sums over any number of answers stay sums.
  private static func count(_ claimed: Int?) -> Int { min(max(0, claimed ?? 0), 1 << 32) }
}

/// A part that an answer may lack, or have in a form of the server's own, and still be one.
struct Lenient<Value: Decodable>: Decodable {
  var value: Value?

  init(value: Value?) { self.value = value }

  init(from decoder: any Decoder) { value = try? Value(from: decoder) }
}
