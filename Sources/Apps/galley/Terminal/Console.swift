import ArgumentParser
import Foundation
import Interchange

/// Plain messages for a person.
enum Console {
  /// One line on standard error, without control characters.
  static func error(_ message: String) {
    FileHandle.standardError.write(Data(("galley: " + Printable.line(message) + "\n").utf8))
  }

  /// Says how many labelled boxes of a file are not used.
  static func report(emptyLabels count: Int, of file: String) {
    if count > 0 { error("\(count) boxes of \(file) have no size and are left out") }
  }
}

/// Runs a body and turns its errors into clear lines on standard error and an exit code.
func reportingErrors(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let error as ExitCode {
    throw error
  } catch {
    for line in (error as? InterchangeError)?.lines ?? ["\(error)"] { Console.error(line) }
    throw ExitStatus.of(error)
  }
}
