extension ChatClient {
  /// A client for a server that answers, with what the server says of the model.
  ///
  /// - Parameter model: the model's name; `nil` takes the first one that the server offers.
  /// - Throws: `LanguageModelError`, `.noModel` when none is named nor served.
  public static func connect(
    to endpoint: Endpoint, model: String?, key: APIKey? = nil, limits: ChatLimits = ChatLimits(),
    retry: RetryPolicy = RetryPolicy()
  ) async throws(LanguageModelError) -> ChatClient {
    var client = ChatClient(
      endpoint: endpoint, model: model ?? "", key: key, limits: limits, retry: retry)
    var served: [ServedModel] = []
    do throws(LanguageModelError) {
      served = try await client.servedModels()
    } catch {
      // Not every server lists its models; then the named one is taken on trust.
      switch error {
      case .refused, .notAnAnswer: if model == nil { throw error }
      default: throw error
      }
    }
    guard let chosen = model ?? served.first?.name else { throw .noModel(url: endpoint.base) }
    client.model = chosen
    client.abilities = served.first { $0.name == chosen }?.abilities ?? ModelAbilities()
    return client
  }
}
