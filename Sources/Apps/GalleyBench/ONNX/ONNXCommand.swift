import ArgumentParser

/// What the scripts in Tests/Parity ask of ONNX graphs.
struct ONNXCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onnx", abstract: "Answer the scripts that compare ONNX graphs with their peers.",
    subcommands: [ONNXRun.self, ONNXCases.self, ONNXSpeed.self])
}
