import Foundation
import Subprocess
import Synchronization

/// The child process of a local server, from its start to its end.
struct ServerChild: Sendable {
  enum Event: Sendable {
    case ready(url: String)
    case ended(End)
  }

  /// How the child ended.
  struct End: Sendable {
    /// What it complained of last, else how it exited.
    var lastWords: String
  }

  var python: String
  var arguments: [String]

  /// Runs the child to its end; a cancelled task ends it.
  func run(_ report: AsyncStream<Event>.Continuation) async -> End {
    let end = await end(report)
    report.yield(.ended(end))
    report.finish()
    return end
  }

  private func end(_ report: AsyncStream<Event>.Continuation) async -> End {
    guard let script = Bundle.module.url(forResource: "serve_model", withExtension: "py") else {
      return End(lastWords: "serve_model.py is missing beside the program: build it again")
    }
    var options = PlatformOptions()
    // A session of its own: an interrupt at the terminal is for the parent to handle.
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(3))]
    let complaints = Complaints()
    do {
      let result = try await Subprocess.run(
        .path(.init(python)), arguments: Arguments([script.path] + arguments),
        platformOptions: options,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        await withTaskGroup(of: Void.self) { group in
          group.addTask {
            await Self.lines(of: execution.standardError) { complaints.add($0) }
          }
          group.addTask {
            await Self.lines(of: execution.standardOutput) { line in
              if let url = Self.url(in: line) { report.yield(.ready(url: url)) }
            }
          }
        }
      }
      return End(lastWords: complaints.text ?? "it \(result.terminationStatus)")
    } catch {
      return End(lastWords: complaints.text ?? "\(error)")
    }
  }

  private static func url(in line: String) -> String? {
    struct Ready: Decodable { var url: String }
    return try? JSONDecoder().decode(Ready.self, from: Data(line.utf8)).url
  }

  /// Calls back with each line until the stream ends.
  private static func lines(
    of output: SubprocessOutputSequence, _ body: @Sendable (String) -> Void
  ) async {
    var partial: [UInt8] = []
    do {
      for try await buffer in output {
        buffer.withUnsafeBytes { partial.append(contentsOf: $0) }
        while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
          body(String(decoding: partial[..<end], as: UTF8.self))
          partial.removeSubrange(...end)
        }
        // A line without end is of no use, and must not fill the memory.
        if partial.count > 64 << 10 { partial.removeAll() }
      }
    } catch {
      // The stream broke off with the child; what it said so far is kept.
    }
    if !partial.isEmpty { body(String(decoding: partial, as: UTF8.self)) }
  }
}

/// The last lines that tell of an error, as llama.cpp and Python write them.
private final class Complaints: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) {
    // llama.cpp: `0.00.004.354 E srv start: couldn't bind …`; Python: `ModuleNotFoundError: …`.
    let logged = line.prefixMatch(of: #/[\d.]+ ([A-Z]) /#)
    let isError = logged.map { $0.output.1 == "E" } ?? !line.hasPrefix(" ")
    guard isError, !line.isEmpty, !line.hasPrefix("Traceback") else { return }
    let text = logged.map { String(line[$0.range.upperBound...]) } ?? line
    lines.withLock {
      $0.append(text.split(separator: " ").joined(separator: " "))
      if $0.count > 3 { $0.removeFirst() }
    }
  }

  var text: String? {
    lines.withLock { $0.isEmpty ? nil : $0.joined(separator: "; ") }
  }
}
