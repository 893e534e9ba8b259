import ArgumentParser
import Tensors

/// Reads a safetensors file and writes it again, for `Tests/Parity/safetensors_parity.py`.
struct SafetensorsCopy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Read a safetensors file and write it anew.")

  @Argument(help: "File to read.")
  var source: String

  @Argument(help: "File to write.")
  var copy: String

  func run() throws { try Safetensors(contentsOf: source).write(to: copy) }
}
