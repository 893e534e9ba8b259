import ArgumentParser
import Foundation
import Tensors

/// Runs an ONNX graph, for `Tests/Parity/onnx_reading.py`.
///
/// The input file holds `in.NAME` for each input and, where gradients are wanted, `seed.INDEX` for
/// each value. The output holds `out.INDEX`, `grad.NAME` by the names of the ONNX file, and
/// `after.NAME` of the running statistics.
struct ONNXRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run an ONNX graph on tensors, with gradients where seeds are.")

  @Argument(help: "ONNX file.")
  var model: String

  @Argument(help: "Safetensors file with 'in.NAME', and 'seed.INDEX'.")
  var inputs: String

  @Argument(help: "Safetensors file to write.")
  var outputs: String

  @Option(help: "Name of a value that is wanted; the graph's outputs where there is none.")
  var value: [String] = []

  @Flag(help: "Let batch normalisation take the batch's statistics.")
  var training = false

  @Flag(help: "Compute in double precision.")
  var double = false

  @Option(help: "ONNX file to write with the parameters that come of a step against the gradient.")
  var stepped: String?

  func run() throws {
    let store = try ParameterStore(seed: 0, elementType: double ? .float64 : .float32)
    let graph = try ONNXModel(contentsOf: model)
    let network = try ONNXNetwork(graph, values: value.isEmpty ? nil : value, at: store.root)
    let given = try Safetensors(contentsOf: inputs).tensors
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in given where name.hasPrefix("in.") {
      tensors[String(name.dropFirst(3))] =
        double && tensor.elementType == .float32 ? try tensor.converted(to: .float64) : tensor
    }
    let seeds = given.filter { $0.key.hasPrefix("seed.") }
    var results: [String: Tensor] = [:]
    func compute() throws(TensorError) -> [Tensor] {
      try network(tensors, training ? .training : .inference)
    }
    let values = try seeds.isEmpty ? withoutGradient(compute) : compute()
    for (index, tensor) in values.enumerated() {
      results["out.\(index)"] = try tensor.detached().copied()
    }
    if !seeds.isEmpty {
      let parts = try values.indices.compactMap { index in
        try seeds["seed.\(index)"].map { try (values[index] * $0).sum() }
      }
      try Tensor.stacked(parts).sum().backward()
      for (name, tensor) in network.tensors {
        if let gradient = tensor.gradient { results["grad.\(name)"] = gradient }
      }
    }
    for (name, tensor) in network.tensors where !tensor.requiresGradient {
      results["after.\(name)"] = tensor
    }
    try Safetensors(results).write(to: outputs)
    guard let stepped else { return }
    let moved = try network.tensors.mapValues { tensor in
      try tensor.gradient.map { try tensor.detached() - $0 * 1e-6 } ?? tensor.detached()
    }
    try graph.replacing(moved).write(to: URL(fileURLWithPath: stepped))
  }
}
