import ArgumentParser

/// What the scripts in Tests/Parity ask of the tensors.
struct TensorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tensors", abstract: "Answer the scripts that compare tensors with PyTorch.",
    subcommands: [
      TensorParity.self, TensorTrajectories.self, TensorSpeed.self, SafetensorsCopy.self,
      GroupMember.self, ScriptRun.self,
    ])
}
