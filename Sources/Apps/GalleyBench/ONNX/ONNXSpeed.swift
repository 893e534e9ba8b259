import ArgumentParser
import Foundation
import Tensors

/// Times of an ONNX graph, for `Tests/Parity/onnx_reading.py`.
///
/// First it prints `0` and the memory that it has taken so far. Reads `training` or `inference` from standard input, line by line, runs that once and prints the
/// seconds and the most memory so far in bytes; so another program can take its turns in between.
struct ONNXSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "Time steps of an ONNX graph, one for each line of input.")

  @Argument(help: "ONNX file.")
  var model: String

  @Option(help: "Name of a value that is wanted; the graph's outputs where there is none.")
  var value: [String] = []

  @Option(help: "Pages at once.")
  var batch = 4

  @Option(help: "Height and width of a page, in pixels.")
  var side = 640

  @Option(help: "Processor threads.")
  var threads = 1

  func run() throws {
    try Torch.setThreads(threads)
    let store = try ParameterStore(seed: 0)
    let network = try ONNXNetwork(
      ONNXModel(contentsOf: model), values: value.isEmpty ? nil : value, at: store.root)
    let pages = try Tensor.uniform([batch, 3, side, side], RandomGenerator(seed: 7))
    print(0, try greatestMemory())
    fflush(nil)
    while let line = readLine() {
      let seconds =
        try ContinuousClock().measure {
          switch line {
          case "training":
            try store.clearGradients()
            let values = try network(pages, .training)
            try Tensor.stacked(values.map { try ($0 * $0).mean() }).sum().backward()
          case "inference":
            _ = try withoutGradient { () throws(TensorError) in try network(pages, .inference) }
          default: throw ValidationError("'\(line)' is neither training nor inference")
          }
        } / .seconds(1)
      print(seconds, try greatestMemory())
      fflush(nil)
    }
  }

  /// The most memory that the process has had, in bytes.
  private func greatestMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return 1024 * (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
  }
}
