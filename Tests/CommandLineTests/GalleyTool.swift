import Foundation
import GalleyTesting
import Synchronization
import Testing

/// Tests of the built tool, one at a time: each runs child processes that take every core.
@Suite("The command line", .serialized)
struct CommandLineSuite {}

/// The built `galley`, run as a child process as a user runs it.
enum GalleyTool {
  /// Next to the test bundle, where the package manager puts both.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let sibling = bundle.deletingLastPathComponent().appending(path: "galley")
    return FileManager.default.isExecutableFile(atPath: sibling.path)
      ? sibling : Fixture.root.appending(path: ".build/release/galley")
  }()

  /// Runs a command to its end.
  static func run(
    _ arguments: [String], in folder: URL = Fixture.root, input: String? = nil,
    environment: [String: String] = [:], limit: Double = 120
  ) async throws -> ToolOutput {
    try await start(arguments, in: folder, input: input, environment: environment)
      .end(limit: limit)
  }

  /// Runs a command line, its words parted by spaces.
  static func run(_ command: String, in folder: URL) async throws -> ToolOutput {
    try await run(command.split(separator: " ").map(String.init), in: folder)
  }

  /// Starts a command.
  static func start(
    _ arguments: [String], in folder: URL = Fixture.root, input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningTool {
    try RunningTool(executable, arguments, in: folder, input: input, environment: environment)
  }

  /// `galley label` with what makes it quick: text rules only, no OCR.
  static func quickLabel(
    _ inputs: [String], project: URL, _ options: [String] = [], in folder: URL = Fixture.root,
    input: String? = nil
  ) async throws -> ToolOutput {
    try await run(
      ["label", "--project", project.path, "--teacher", "none", "--ocr", "never"] + options
        + ["--json", "--"] + inputs, in: folder, input: input)
  }

  /// The bytes of a COCO export of every region.
  static func export(_ project: URL, _ options: [String] = []) async throws -> String {
    let output = try await run(
      ["export", "--project", project.path, "--format", "coco", "--decisions", "all"] + options)
    #expect(output.code == 0, "\(output.error)")
    return output.text
  }
}

/// A command at work; its output goes to files, so that no pipe can fill.
///
/// `@unchecked Sendable`: nothing changes after `init`, and `Process` is only asked for its end.
final class RunningTool: @unchecked Sendable {
  private let process = Process()
  private let scratch: URL
  private let ended: AsyncStream<Void>

  init(
    _ executable: URL, _ arguments: [String], in folder: URL, input: String?,
    environment: [String: String]
  ) throws {
    scratch = FileManager.default.temporaryDirectory
      .appending(path: "galley-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    for name in ["in", "out", "err"] {
      try Data((name == "in" ? input ?? "" : "").utf8).write(to: scratch.appending(path: name))
    }
    let inherited = ProcessInfo.processInfo.environment
    var variables = ["LANG": "C", "COLUMNS": "80"]
    for name in ["PATH", "HOME", "TMPDIR"] { variables[name] = inherited[name] }
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: scratch.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: scratch.appending(path: "err"))
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    self.ended = ended
    process.terminationHandler = { _ in end.finish() }
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: scratch) }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Standard output so far.
  var outputSoFar: String { read("out") }

  /// Waits until standard output holds a text.
  func waitUntilOutput(contains text: String, limit: Double = 60) async throws {
    let end = ContinuousClock.now + .seconds(limit)
    while !outputSoFar.contains(text), process.isRunning, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(outputSoFar.contains(text), "in vain; \(read("err"))")
  }

  /// Waits for the end; a command that takes longer than `limit` seconds hangs, and is killed.
  func end(limit: Double = 120) async throws -> ToolOutput {
    let watch = Task { [self] in
      try await Task.sleep(for: .seconds(limit))
      Issue.record("still running after \(limit) s: \(process.arguments ?? [])")
      send(SIGKILL)
    }
    for await _ in ended {}
    watch.cancel()
    process.waitUntilExit()
    return ToolOutput(
      code: process.terminationReason == .exit ? process.terminationStatus : nil,
      text: read("out"), error: read("err"))
  }

  private func read(_ name: String) -> String {
    String(
      decoding: (try? Data(contentsOf: scratch.appending(path: name))) ?? Data(), as: UTF8.self)
  }
}

/// What a command left behind.
struct ToolOutput {
  /// Exit code; `nil` where a signal ended it.
  var code: Int32?
  /// Standard output.
  var text: String
  /// Standard error.
  var error: String
}
