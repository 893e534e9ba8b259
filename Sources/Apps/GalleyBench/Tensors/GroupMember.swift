import ArgumentParser
import Foundation
import Tensors

/// One process of a group, for `Tests/Parity/process_group.py`.
struct GroupMember: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Join the group of the environment and sum a tensor again and again.")

  @Option(help: "Seconds to wait for the others.")
  var timeout = 10.0

  @Option(help: "How many sums.")
  var rounds = 1

  func run() throws {
    guard let group = try ProcessGroup.fromEnvironment(timeout: timeout) else {
      throw ValidationError("set WORLD_SIZE to 2 or more")
    }
    for round in 0..<rounds {
      let tensor = try Tensor([Float(group.rank + 1), Float(round)])
      try group.sum([tensor])
      print(try tensor.array())
      fflush(nil)
      Thread.sleep(forTimeInterval: rounds > 1 ? 0.01 : 0)
    }
  }
}
