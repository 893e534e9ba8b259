import ArgumentParser
import Tensors

/// Runs a TorchScript module on the tensor `in`, for `Tests/Parity/tensor_parity.py`.
struct ScriptRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script", abstract: "Run a TorchScript module on a tensor.")

  @Argument(help: "Safetensors file with the tensor 'in'.")
  var inputs: String

  @Argument(help: "Safetensors file to write: 'out.0' and so on.")
  var outputs: String

  @Argument(help: "TorchScript module.")
  var module: String

  func run() throws {
    guard let input = try Safetensors(contentsOf: inputs).tensors["in"] else {
      throw ValidationError("no tensor 'in'")
    }
    let results = try ScriptModule(contentsOf: module)(input)
    let named = results.enumerated().map { ("out.\($0)", $1) }
    try Safetensors(Dictionary(uniqueKeysWithValues: named)).write(to: outputs)
  }
}
