import ArgumentParser
import Tensors

/// Times of small operations, for `Tests/Parity/tensor_speed.py`.
struct TensorSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "Print the seconds of small operations, one a line.")

  @Option(help: "Operations in all, in ten rounds.")
  var repeats = 200_000

  @Option(help: "Processor threads.")
  var threads = 1

  func run() throws {
    try Torch.setThreads(threads)
    let (a, b) = (try Tensor([Float(1)]), try Tensor([Float(2)]))
    try report("add") { try a + b }
    try report("add a number") { try a + 2.0 }
    try report("reshape") { try a.reshaped([1, 1]) }
    let start = try Tensor([Float(1)]).requiringGradient()
    try report("add, recorded") { try start + b }
    try report("multiply and backward", share: 10) {
      try (start * b).sum().backward()
      try start.setGradient(nil)
    }
    try reportOptimisers()
  }

  /// Optimisers on the tensors of a small vision model: 320 tensors, 1.6 million numbers.
  private func reportOptimisers() throws {
    let store = try ParameterStore(seed: 1)
    let model = store.root / "model"
    for (stage, width) in [32, 48, 96, 160].enumerated() {
      for block in 0..<8 {
        let path = model / "stage\(stage)" / "block\(block)"
        for (name, shape) in [
          ("wide", [3 * width, width, 1, 1]), ("narrow", [width, 2 * width, 1, 1]),
          ("depthwise", [width, 1, 3, 3]),
        ] { _ = try (path / name).parameter(shape, .normal(deviation: 0.1), decays: true) }
        for number in 0..<7 { _ = try (path / "vector\(number)").parameter([width], .constant(1)) }
      }
    }
    for entry in store.trained { try entry.tensor.setGradient(entry.tensor.detached().copied()) }
    let adam = try AdamW(store.trained)
    try report("AdamW step", share: 1000) { try adam.step(rate: 1e-4) }
    let descent = try StochasticGradientDescent(store.trained)
    try report("SGD step", share: 1000) { try descent.step(rate: 1e-4) }
    try report("clip", share: 1000) { try store.clipGradients(toNorm: 1e-3) }
  }

  /// Prints the least mean over ten rounds: what others do on the machine only adds to it.
  private func report<Result>(
    _ name: String, share: Int = 1, _ body: () throws -> Result
  ) throws {
    let count = max(1, repeats / share / 10)
    let clock = ContinuousClock()
    let times = try (0..<10).map { _ in
      try clock.measure { for _ in 0..<count { _ = try body() } } / .seconds(1)
    }
    print("\(name)\t\((times.min() ?? 0) / Double(count))")
  }
}
