import Foundation

/// A line of an OpenAI Batch API output or error file.
public struct BatchResponseLine: Sendable {
  /// The request that it answers.
  public let id: String
  /// The answer, or why there is none.
  public let answer: Result<ChatAnswer, LanguageModelError>

  /// Reads a line; `nil` when it is none of such a file.
  public init?(_ line: Data) {
    guard let read = try? JSONDecoder().decode(Line.self, from: line) else { return nil }
    id = read.customId
    let place = "the batch file"
    if let response = read.response {
      guard response.statusCode == 200, let completion = response.body?.completion else {
        answer = .failure(
          .refused(
            url: place, status: response.statusCode,
            message: response.body?.error?.message ?? "no chat completion"))
        return
      }
      do throws(LanguageModelError) {
        answer = .success(try completion.answer(from: place))
      } catch {
        answer = .failure(error)
      }
    } else {
      let reason = read.error.map { $0.message ?? $0.code ?? "it failed" } ?? "it holds nothing"
      answer = .failure(.notAnAnswer(url: place, reason: reason))
    }
  }

  private struct Line: Decodable {
    var customId: String
    var response: Response?
    var error: Fault?

    private enum CodingKeys: String, CodingKey {
      case customId = "custom_id"
      case response, error
    }
  }
  private struct Response: Decodable {
    var statusCode: Int
    var body: Body?

    private enum CodingKeys: String, CodingKey {
      case statusCode = "status_code"
      case body
    }
  }
  private struct Fault: Decodable {
    var code: String?
    var message: String?
  }
  private struct Body: Decodable {
    var completion: ChatCompletion?
    var error: Fault?

    init(from decoder: any Decoder) throws {
      completion = try? ChatCompletion(from: decoder)
      error = try? decoder.container(keyedBy: Key.self).decode(Fault.self, forKey: .error)
    }
    private enum Key: CodingKey { case error }
  }
}
