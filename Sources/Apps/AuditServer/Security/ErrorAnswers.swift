import Foundation
import HTTPTypes
import Hummingbird
import LabelStore

/// An error that a visitor is told about.
struct RequestError: Error {
  var status: HTTPResponse.Status
  var message: String

  init(_ status: HTTPResponse.Status, _ message: String) {
    self.status = status
    self.message = message
  }
}

/// Turns errors into answers; none of them tells of the machine's folders.
struct ErrorAnswers: RouterMiddleware {
  typealias Context = BasicRequestContext

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as RequestError {
      return try JSONAnswer.response(ErrorAnswer(error: error.message), status: error.status)
    } catch let error as HTTPError {
      return try JSONAnswer.response(
        ErrorAnswer(error: error.body ?? error.status.reasonPhrase), status: error.status)
    } catch let error as LabelStoreError {
      let message =
        switch error {
        case .diskFull: "the disk is full: make room, then try again"
        case .busy: "another program keeps the labels locked: try again"
        case .readOnly: "the labels cannot be written: check the project's permissions"
        default: "the labels cannot be read: look at galley's own messages"
        }
      FileHandle.standardError.write(Data("galley: \(error)\n".utf8))
      return try JSONAnswer.response(
        ErrorAnswer(error: message), status: .internalServerError)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      FileHandle.standardError.write(Data("galley: \(error)\n".utf8))
      return try JSONAnswer.response(
        ErrorAnswer(error: "this went wrong inside galley: look at its own messages"),
        status: .internalServerError)
    }
  }
}

private struct ErrorAnswer: Encodable {
  var error: String
}
