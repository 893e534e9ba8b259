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
