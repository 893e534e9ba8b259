import Foundation

/// A model that a server offers.
public struct ServedModel: Sendable, Hashable {
  /// Its name in requests.
  public var name: String
  /// What the server says of it.
  public var abilities: ModelAbilities
}

/// What is known of a model before it is asked.
public struct ModelAbilities: Sendable, Hashable {
  /// Tokens that prompt and answer may have together; `nil` where the server does not say.
  public var contextTokens: Int?
  /// Whether patterns and bounds in schemas hold the model back; others may refuse or ignore them.
  public var obeysBounds: Bool

  /// Describes a model; by default nothing is known.
  public init(contextTokens: Int? = nil, obeysBounds: Bool = false) {
    self.contextTokens = contextTokens
    self.obeysBounds = obeysBounds
  }
}

extension ServedModel {
  private struct List: Decodable {
    struct Model: Decodable {
      struct Meta: Decodable {
        enum CodingKeys: String, CodingKey { case contextTokens = "n_ctx" }
        var contextTokens: Int?
      }
      enum CodingKeys: String, CodingKey {
        case id, meta
        case ownedBy = "owned_by"
        case maxModelLength = "max_model_len"
      }
      var id: String
      var ownedBy: String?
      /// llama.cpp's.
      var meta: Meta?
      /// vLLM's.
      var maxModelLength: Int?
    }
    var data: [Model]
  }

  static func list(
    in body: [UInt8], from url: String
  ) throws(LanguageModelError) -> [ServedModel] {
    guard let list = try? JSONDecoder().decode(List.self, from: Data(body)) else {
      throw .notAnAnswer(url: url, reason: "not a list of models")
    }
    return list.data.map {
      // A number that no context has would upset the sums made with it.
      let claimed = $0.meta?.contextTokens ?? $0.maxModelLength
      return ServedModel(
        name: $0.id,
        abilities: ModelAbilities(
          contextTokens: claimed.flatMap { (1...1 << 32).contains($0) ? $0 : nil },
          obeysBounds: $0.ownedBy == "llamacpp"))
    }
  }
}
