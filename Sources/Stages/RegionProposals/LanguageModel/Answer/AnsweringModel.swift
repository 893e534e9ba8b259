import LanguageModel

/// Where the answers come from that are not on disk yet.
public enum AnsweringModel: Sendable {
  /// A server, which is asked.
  case served(ChatClient)
  /// Nowhere: what is recorded under the model's name is all there is, and nobody is asked.
  case recorded(name: String)

  /// The model's name.
  public var name: String {
    switch self {
    case .served(let client): client.model
    case .recorded(let name): name
    }
  }

  /// What is known of the model.
  var abilities: ModelAbilities {
    switch self {
    case .served(let client): client.abilities
    case .recorded: ModelAbilities()
    }
  }
}
