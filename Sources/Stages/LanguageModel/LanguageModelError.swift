/// Why a language model gives no answer.
public enum LanguageModelError: Error, Equatable {
  case badURL(url: String, reason: String)
  case insecureURL(url: String)
  case badKey(variable: String)
  case badCertificates(file: String, reason: String)
  case cannotConnect(url: String, reason: String)
  case certificateRefused(url: String, reason: String)
  case timedOut(url: String, seconds: Double)
  case connectionBroken(url: String, reason: String)
  case answerTooLarge(url: String, limit: Int)
  case keyRefused(url: String, status: Int)
  case promptTooLong(url: String, message: String)
  case refused(url: String, status: Int, message: String)
  case notAnAnswer(url: String, reason: String)
  case noModel(url: String)
  case breakerOpen(url: String, failures: Int, last: String)
  case cancelled
  case noRuntime
  case modelFileMissing(file: String)
  case portTaken(port: Int)
  case serverEnded(file: String, lastWords: String)
  case serverNotReady(file: String, seconds: Double)
}

extension LanguageModelError: CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .badURL(let url, let reason): "'\(url)' is no address of a language model: \(reason)"
    case .insecureURL(let url):
      "\(url): http would send page text readable to everyone on the way: use https, or allow "
        + "insecure connections explicitly"
    case .badKey(let variable):
      "the key in \(variable) holds spaces or control characters: set it again"
    case .badCertificates(let file, let reason):
      "the certificates of '\(file)' cannot be used (\(reason)): name a readable PEM file"
    case .cannotConnect(let url, let reason):
      "no language model answers at \(url) (\(reason)): start one with 'galley serve-llm', or "
        + "correct the address"
    case .certificateRefused(let url, let reason):
      "\(url): the server's certificate is not trusted (\(reason)): name its authority's "
        + "certificate (--llm-ca-file FILE), or correct the address"
    case .timedOut(let url, let seconds):
      "\(url) gave no answer within \(seconds.formatted()) s: raise the time limit, or use a "
        + "faster model"
    case .connectionBroken(let url, let reason):
      "the connection to \(url) broke (\(reason)): try again"
    case .answerTooLarge(let url, let limit):
      "\(url) answered more than \(limit) bytes: this is no chat-completions server, or the model "
        + "runs wild"
    case .keyRefused(let url, let status):
      "\(url) refused the key (HTTP \(status)): set \(APIKey.variables.joined(separator: " or "))"
    case .promptTooLong(let url, let message):
      "\(url): the page does not fit the model's context (\(message)): serve the model with more "
        + "context"
    case .refused(let url, let status, let message):
      "\(url) refused the request (HTTP \(status)): \(message)"
    case .notAnAnswer(let url, let reason):
      "\(url) sent no chat completion (\(reason)): check that the address is that of an "
        + "OpenAI-compatible server"
    case .noModel(let url): "\(url) serves no model: load one there, or name the model"
    case .breakerOpen(let url, let failures, let last):
      "\(url) failed \(failures) times in a row (last: \(last)) and is not asked again: see to the "
        + "server, then run the same command again to go on"
    case .cancelled: "cancelled"
    case .noRuntime:
      "the local language-model server is not installed: run 'make setup', or set GALLEY_RUNTIME "
        + "to the runtime folder"
    case .modelFileMissing(let file):
      "the model file '\(file)' is missing: run 'make setup' for the built-in one, or correct the "
        + "path"
    case .portTaken(let port):
      "port \(port) is taken: name another one, or 0 for any that is free"
    case .serverEnded(let file, let lastWords):
      "the local server of '\(file)' ended: \(lastWords)"
    case .serverNotReady(let file, let seconds):
      "the local server of '\(file)' was not ready within \(seconds.formatted()) s: raise the time "
        + "limit, or use a smaller model"
    }
  }
}
