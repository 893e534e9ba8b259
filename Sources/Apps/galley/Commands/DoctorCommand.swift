import ArgumentParser
import Foundation

/// `galley doctor`: what is installed, what is missing, how to get it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "List every dependency with its version, and the remedy where one is missing.",
    discussion: """
        galley doctor

      Exit codes: 0 all that is required is there, 69 something required is missing.
      """)

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let checks = await DependencyCheck.all()
    if json {
      JSONEvents.writeLine(checks)
    } else {
      for check in checks { print(check.line) }
    }
    guard checks.allSatisfy({ $0.isFound || !$0.isRequired }) else {
      if !json { Console.error("something required is missing: see 'get it:' above") }
      throw ExitStatus.unavailable
    }
  }
}
