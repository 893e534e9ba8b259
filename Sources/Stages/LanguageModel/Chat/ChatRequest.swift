import Foundation

/// One message of a conversation.
public struct ChatMessage: Sendable, Hashable {
  /// Who speaks.
  public enum Role: String, Sendable { case system, user, assistant }

  /// Who speaks.
  public var role: Role
  /// What is said.
  public var text: String

  /// Makes a message.
  public init(_ role: Role, _ text: String) {
    self.role = role
    self.text = text
  }
}

/// A JSON schema that the answer must follow.
public struct AnswerSchema: Sendable, Hashable {
  /// A short name, letters and `_`.
  public var name: String
  /// The schema as JSON text; its order of properties is kept, for models write in that order.
  public var json: String

  /// Makes a schema.
  public init(name: String, json: String) {
    self.name = name
    self.json = json
  }
}

/// What is asked of a model.
public struct ChatRequest: Sendable, Hashable {
  /// The conversation so far.
  public var messages: [ChatMessage]
  /// What the answer must look like; `nil` for free text.
  public var schema: AnswerSchema?
  /// Tokens after which the answer is cut off.
  public var maxTokens: Int
  /// Sampling temperature; 0 takes the most probable token.
  public var temperature: Double
  /// Seed of the sampling, for servers that know one.
  public var seed: Int
  /// Whether each token's probability is asked for.
  public var wantsLogProbabilities: Bool

  /// Makes a request.
  public init(
    messages: [ChatMessage], schema: AnswerSchema?, maxTokens: Int, temperature: Double = 0,
    seed: Int = 0, wantsLogProbabilities: Bool = false
  ) {
    self.messages = messages
    self.schema = schema
    self.maxTokens = maxTokens
    self.temperature = temperature
    self.seed = seed
    self.wantsLogProbabilities = wantsLogProbabilities
  }
}

/// How the answer's form is asked for, from the strictest to none.
enum AnswerFormat: Int, Sendable {
  case schema, json, plain

  var looser: AnswerFormat? { AnswerFormat(rawValue: rawValue + 1) }
}

extension ChatRequest {
  /// The request as the wire wants it.
  func body(model: String, on terms: ServerConcessions.Terms) -> [UInt8] {
    // All but the texts is short, and of these hardly more is escaped than every tenth character.
    let texts = messages.reduce(schema?.json.utf8.count ?? 0) { $0 + $1.text.utf8.count }
    var body = JSONText(size: 512 + texts + texts / 10)
    body.raw("{\"model\":")
    body.quoted(model)
    body.raw(",\"messages\":[")
    for (index, message) in messages.enumerated() {
      body.raw("\(index > 0 ? "," : ""){\"role\":\"\(message.role.rawValue)\",\"content\":")
      body.quoted(message.text)
      body.raw("}")
    }
    body.raw("],\"\(terms.limit.rawValue)\":\(maxTokens)")
    if terms.temperature { body.raw(",\"temperature\":\(temperature)") }
    if terms.seed { body.raw(",\"seed\":\(seed)") }
    if wantsLogProbabilities, terms.logProbabilities {
      body.raw(",\"logprobs\":true,\"top_logprobs\":5")
    }
    if let schema {
      switch terms.format {
      case .schema:
        body.raw(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":")
        body.quoted(schema.name)
        body.raw(",\"strict\":true,\"schema\":\(schema.json)}}")
      case .json: body.raw(",\"response_format\":{\"type\":\"json_object\"}")
      case .plain: break
      }
    }
    body.raw("}")
    return body.bytes
  }
}
