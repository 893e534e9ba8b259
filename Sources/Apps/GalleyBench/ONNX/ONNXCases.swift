import ArgumentParser
import Foundation
import Tensors

/// Runs many small ONNX graphs, for `Tests/Parity/onnx_reading.py`.
///
/// In the folder, `NAME.onnx` goes with `NAME.in` (`in.INPUT`); `NAME.out` is written
/// (`out.INDEX`), or `NAME.error` with the reason.
struct ONNXCases: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases", abstract: "Run all ONNX graphs of a folder.")

  @Argument(help: "Folder of the cases.")
  var folder: String

  func run() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for file in files where file.hasSuffix(".onnx") {
      let stem = URL(fileURLWithPath: folder).appending(path: file).deletingPathExtension()
      do {
        try compute(stem.path)
      } catch {
        try Data("\(error)".utf8).write(to: stem.appendingPathExtension("error"))
      }
    }
  }

  private func compute(_ stem: String) throws {
    let network = try ONNXNetwork(
      ONNXModel(contentsOf: stem + ".onnx"), at: ParameterStore(seed: 0).root)
    var inputs: [String: Tensor] = [:]
    for (name, tensor) in try Safetensors(contentsOf: stem + ".in").tensors {
      inputs[String(name.dropFirst(3))] = tensor
    }
    let values = try withoutGradient { () throws(TensorError) in
      try network(inputs, .inference)
    }
    let named = values.enumerated().map { ("out.\($0)", $1) }
    try Safetensors(Dictionary(uniqueKeysWithValues: named)).write(to: stem + ".out")
  }
}
