import ArgumentParser

/// `GalleyBench gate`: what a learned gate gains, and whether its certificate keeps its word.
struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Put the learned gate and its certificate to the test.",
    subcommands: [GateGain.self, GateBound.self])
}
