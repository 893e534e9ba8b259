import ArgumentParser
import Foundation
import LabelStore
import Labelling

/// The project that a command works on.
struct ProjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder that holds the labels.", valueName: "dir"))
  var project: String

  var folder: URL { URL(fileURLWithPath: project, isDirectory: true) }
}

/// An error message that ends the program with a code.
struct Failure: Error, CustomStringConvertible {
  var description: String
}

/// Runs a body and turns its errors into one clear line on standard error and an exit code.
func reportingErrors(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let error as ExitCode {
    throw error
  } catch {
    FileHandle.standardError.write(Data(("galley: " + Printable.line("\(error)") + "\n").utf8))
    throw ExitStatus.of(error)
  }
}
