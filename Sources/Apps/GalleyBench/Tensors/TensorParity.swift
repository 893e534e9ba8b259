import ArgumentParser
import Tensors

/// Runs all cases of `ParityCase` on given inputs, for `Tests/Parity/tensor_parity.py`.
///
/// The file holds for each case `NAME.in.0` …, the gradients of its outputs `NAME.seed.0` …, and
/// the parameters of its layer `NAME.model.PATH`. Written are `NAME.out.0` …, `NAME.grad.0` …,
/// `NAME.grad.PATH`, and what the layer's statistics are then, `NAME.after.PATH`.
struct TensorParity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parity", abstract: "Compute outputs and gradients of every function and layer.")

  @Argument(help: "Safetensors file with the inputs.")
  var inputs: String

  @Argument(help: "Safetensors file to write.")
  var outputs: String

  func run() throws {
    try Torch.setThreads(1)
    let given = try Safetensors(contentsOf: inputs).tensors
    var results: [String: Tensor] = [:]
    for one in ParityCase.all {
      for (name, tensor) in try run(one, given) { results["\(one.name).\(name)"] = tensor }
    }
    try Safetensors(results).write(to: outputs)
  }

  private func run(_ one: ParityCase, _ given: [String: Tensor]) throws -> [String: Tensor] {
    let arguments = try numbered("\(one.name).in.", given).map { tensor in
      tensor.elementType == .float32 ? try tensor.requiringGradient() : tensor
    }
    guard !arguments.isEmpty else { throw ValidationError("no inputs for \(one.name)") }
    let store = try ParameterStore(seed: 0)
    let function = try one.make(store.root)
    try store.load(given, prefix: "\(one.name).model.")
    let outputs = try function(arguments)
    var results: [String: Tensor] = [:]
    for (index, output) in outputs.enumerated() { results["out.\(index)"] = try output.detached() }
    let seeds = try numbered("\(one.name).seed.", given)
    let loss = try zip(outputs, seeds).map { try ($0 * $1).sum() }
    guard !seeds.isEmpty else { return results }
    try Tensor.stacked(loss).sum().backward()
    for (index, argument) in arguments.enumerated() {
      if let gradient = argument.gradient { results["grad.\(index)"] = gradient }
    }
    for entry in store.entries {
      if let gradient = entry.tensor.gradient { results["grad.\(entry.name)"] = gradient }
      if !entry.isTrained { results["after.\(entry.name)"] = entry.tensor }
    }
    return results
  }

  private func numbered(_ prefix: String, _ given: [String: Tensor]) throws -> [Tensor] {
    var tensors: [Tensor] = []
    while let tensor = given[prefix + String(tensors.count)] { tensors.append(tensor) }
    return tensors
  }
}
