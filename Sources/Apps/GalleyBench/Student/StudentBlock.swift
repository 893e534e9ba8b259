import Student
import Tensors

/// A part of the student that `Tests/Parity/student_parity.py` knows by the same name.
struct StudentBlock {
  typealias Function = ([Tensor]) throws(TensorError) -> [Tensor]

  let name: String
  /// Shapes of what it is given.
  let inputs: [[Int]]
  /// Makes the parameters and gives the function.
  let make: (ParameterPath) throws(TensorError) -> Function

  private static let light = DetectorShape(channels: 32, convolutions: 2, isLight: true, levels: 4)
  private static let full = DetectorShape(channels: 64, convolutions: 2, isLight: false, levels: 5)
  /// Sides that do not halve evenly too.
  private static let maps = [[2, 12, 14, 10], [2, 16, 7, 5], [2, 20, 4, 3]]

  static var all: [StudentBlock] {
    [
      StudentBlock(name: "mixer", inputs: [[2, 12, 9, 7]]) { path throws(TensorError) in
        let block = try ConvolutionMixer(path, channels: 12, hidden: 48)
        return { (given) throws(TensorError) in [try block(given[0], .training)] }
      },
      StudentBlock(name: "additive_attention", inputs: [[2, 35, 16]]) { path throws(TensorError) in
        let block = try AdditiveAttention(path, channels: 16)
        return { (given) throws(TensorError) in [try block(given[0])] }
      },
      StudentBlock(name: "attention_block", inputs: [[2, 12, 9, 7]]) { path throws(TensorError) in
        let block = try AttentionBlock(path, channels: 12)
        return { (given) throws(TensorError) in [try block(given[0], .training)] }
      },
      pyramid("pyramid", light), pyramid("full_pyramid", full),
      head("head", light), head("full_head", full),
    ]
  }

  private static func pyramid(_ name: String, _ shape: DetectorShape) -> StudentBlock {
    StudentBlock(name: name, inputs: maps) { path throws(TensorError) in
      let block = try FeaturePyramid(path, from: maps.map { $0[1] }, shape: shape)
      return { (given) throws(TensorError) in try block(given) }
    }
  }

  private static func head(_ name: String, _ shape: DetectorShape) -> StudentBlock {
    let inputs = (0..<shape.levels).map { [2, shape.channels, 12 - 2 * $0, 11 - 2 * $0] }
    return StudentBlock(name: name, inputs: inputs) { path throws(TensorError) in
      let block = try DetectionHead(path, shape: shape, classCount: 3)
      return { (given) throws(TensorError) in
        let output = try block(given)
        return [output.classLogits, output.sideLogits, output.logVariances]
      }
    }
  }

  /// `model.PATH`, `in.0` …, `seed.0` … (the outputs' gradients), `out.0` …, `grad.0` …, `grad.PATH`
  /// and `after.PATH`.
  func results(seed: UInt64) throws -> [String: Tensor] {
    let store = try ParameterStore(seed: seed)
    let function = try make(store.root)
    let generator = try RandomGenerator(seed: seed + 1)
    try store.scatter(generator)
    var results: [String: Tensor] = [:]
    for entry in store.entries {
      results["model.\(entry.name)"] = try entry.tensor.detached().copied()
    }
    let given = try inputs.map { try Tensor.normal($0, generator).requiringGradient() }
    let outputs = try function(given)
    let seeds = try outputs.map { try Tensor.normal($0.shape, generator) }
    try Tensor.stacked(zip(outputs, seeds).map { try ($0 * $1).sum() }).sum().backward()
    for (index, tensor) in given.enumerated() {
      results["in.\(index)"] = try tensor.detached()
      results["grad.\(index)"] = tensor.gradient
    }
    for (index, tensor) in outputs.enumerated() {
      results["out.\(index)"] = try tensor.detached()
      results["seed.\(index)"] = seeds[index]
    }
    for entry in store.entries {
      if let gradient = entry.tensor.gradient { results["grad.\(entry.name)"] = gradient }
      if !entry.isTrained { results["after.\(entry.name)"] = entry.tensor }
    }
    return results
  }
}
