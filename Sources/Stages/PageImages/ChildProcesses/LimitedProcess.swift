import Foundation
import Subprocess

/// Runs a program as a child under limits, so that a hostile file can kill the child but not the
/// batch.
public enum LimitedProcess {
  /// Runs a tool to its end and collects its output.
  ///
  /// The child runs in a session of its own under `prlimit`, its standard output a file in memory;
  /// when it exceeds a limit, or the calling task is cancelled, the whole session is killed. A
  /// non-zero exit is returned, not thrown.
  ///
  /// - Throws: `LimitedProcessError`.
  public static func run(
    _ tool: String, _ arguments: [String], limits: ProcessLimits = ProcessLimits()
  ) async throws(LimitedProcessError) -> ProcessOutput {
    do {
      return try await withThrowingTaskGroup(of: ProcessOutput?.self) { group in
        group.addTask { try await collect(tool, arguments, limits) }
        group.addTask {
          try await Task.sleep(for: .seconds(limits.seconds))
          return nil
        }
        defer { group.cancelAll() }
        guard let output = try await group.next() ?? nil else {
          throw LimitedProcessError.timedOut(tool: tool, seconds: limits.seconds)
        }
        return output
      }
    } catch let error as LimitedProcessError {
      throw error
    } catch is CancellationError {
      throw .cancelled(tool: tool)
    } catch let error as SubprocessError {
      switch error.code {
      case .executableNotFound: throw .notInstalled(tool: "prlimit")
      default: throw .cannotStart(tool: tool, reason: "\(error)")
      }
    } catch {
      throw .cannotStart(tool: tool, reason: "\(error)")
    }
  }

  private static func collect(
    _ tool: String, _ arguments: [String], _ limits: ProcessLimits
  ) async throws -> ProcessOutput {
    let processorSeconds = Int(limits.seconds.rounded(.up))
    let written = try MemoryFile(for: tool)
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let result = try await Subprocess.run(
      .name("prlimit"),
      arguments: Arguments(
        [
          "--as=\(limits.memoryBytes)", "--cpu=\(processorSeconds)",
          "--fsize=\(limits.outputBytes)", "--core=0", "--", tool,
        ] + arguments),
      environment: .inherit.updating(["LC_ALL": "C.UTF-8"]),
      platformOptions: options, input: .none,
      output: .fileDescriptor(
        .init(rawValue: written.descriptor), closeAfterSpawningProcess: false),
      error: .sequence
    ) { execution in
      var message: [UInt8] = []
      for try await buffer in execution.standardError where message.count < 16 << 10 {
        buffer.withUnsafeBytes { message.append(contentsOf: $0) }
      }
      return String(decoding: message.prefix(16 << 10), as: UTF8.self)
    }
    let message = result.closureResult
    switch result.terminationStatus {
    case .exited(let code):
      // What prlimit says when the tool is not on the PATH.
      if code == 127 || message.contains("failed to execute \(tool)") {
        throw LimitedProcessError.notInstalled(tool: tool)
      }
      return ProcessOutput(written: written, standardError: message, exit: .code(code))
    case .signaled(let signal):
      // A tool that ignores the signal sees its writes fail, and fails by itself.
      guard signal != SIGXFSZ else {
        throw LimitedProcessError.tooMuchOutput(tool: tool, bytes: limits.outputBytes)
      }
      return ProcessOutput(written: written, standardError: message, exit: .signal(signal))
    }
  }
}
