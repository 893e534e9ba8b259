extension ChatClient {
  /// A client for a server that answers, and the context that its model has.
  ///
  /// - Parameter model: the model's name; `nil` takes the first one that the server offers.
  /// - Returns: the client, and the tokens that prompt and answer may have together where the
  ///   server says so.
  /// - Throws: `LanguageModelError`, `.noModel` when none is named nor served.
  public static func connect(
    to endpoint: Endpoint, model: String?, key: APIKey? = nil, limits: ChatLimits = ChatLimits(),
    retry: RetryPolicy = RetryPolicy()
  ) async throws(LanguageModelError) -> (client: ChatClient, contextTokens: Int?) {
    let asking = ChatClient(
      endpoint: endpoint, model: model ?? "", key: key, limits: limits, retry: retry)
    var served: [ServedModel] = []
    do throws(LanguageModelError) {
      served = try await asking.servedModels()
    } catch {
      // Not every server lists its models; then the named one is taken on trust.
      switch error {
      case .refused, .notAnAnswer: if model == nil { throw error }
      default: throw error
      }
    }
    guard let model else {
      guard let first = served.first else { throw .noModel(url: endpoint.base) }
      let client = ChatClient(
        endpoint: endpoint, model: first.name, key: key, limits: limits, retry: retry)
      return (client, first.contextTokens)
    }
    return (asking, served.first { $0.name == model }?.contextTokens)
  }
}
