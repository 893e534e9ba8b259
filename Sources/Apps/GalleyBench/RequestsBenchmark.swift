import ArgumentParser
import Foundation
import LanguageModel

/// `GalleyBench requests`: the client of language models against wrk.
struct RequestsBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests", abstract: "The client of language models against wrk.")

  @Option(help: "Requests of each run.")
  var count = 10_000

  @Option(help: "Requests in flight at once.")
  var inFlight = 32

  @Option(help: "Threads of wrk; by default as many as it takes by itself, and the client.")
  var wrkThreads = 2

  @Option(help: "Pairs of runs.")
  var pairs = 5

  func validate() throws {
    guard count >= 1000, (1...256).contains(inFlight), pairs >= 1, (1...inFlight) ~= wrkThreads
    else {
      throw ValidationError(
        "--count is at least 1000, --in-flight 1 to 256, --pairs at least 1, "
          + "--wrk-threads no more than --in-flight.")
    }
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "galley-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try await CompletionServer.start(in: folder)
    defer { server.stop() }
    let load = ClientLoad(server: server, inFlight: inFlight)

    let held = try await load.holdings(after: 1000, and: count)
    var ratios: [Double] = []
    var rates: [String] = []
    for _ in 0..<pairs {
      let ours = try await load.requestsPerSecond(count)
      let theirs = try server.wrk(
        threads: wrkThreads, connections: inFlight, seconds: 2)
      ratios.append(ours / theirs)
      rates.append("\(Int(ours))/\(Int(theirs))")
    }

    let figures = [
      Comparison(
        name: "requests", goal: .atLeast(0.4), ratios: ratios,
        detail:
          "requests a second over those of wrk (\(wrkThreads) threads), \(inFlight) in flight, "
          + "against nginx: \(rates.joined(separator: ", "))"),
      Comparison(
        name: "memory", goal: .atMost(1.1), ratios: [Double(held.late) / Double(held.early)],
        detail: "resident after \(count) requests (\(held.late >> 10) KiB) over that after 1000 "
          + "(\(held.early >> 10) KiB)"),
      Comparison(
        name: "descriptors", goal: .atMost(1),
        ratios: [Double(held.descriptorsAfter) / Double(held.descriptorsBefore)],
        detail: "open once the client of \(count) requests is gone (\(held.descriptorsAfter)) over "
          + "those before it (\(held.descriptorsBefore))"),
    ]
    for figure in figures { print(figure.line) }
    if !figures.allSatisfy(\.isMet) { throw ExitCode(1) }
  }
}
