import ArgumentParser

/// What the scripts in Tests/Parity ask of the student.
struct StudentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "student", abstract: "Answer the scripts that compare the student with its peers.",
    subcommands: [StudentParity.self, StudentSpeed.self, StudentOutputs.self])
}
