import Foundation
import Glibc

/// A child process run to its end, with the time and memory it took.
struct MeasuredProcess {
  /// Wall-clock seconds.
  var seconds: Double
  /// Largest resident set of the process itself, bytes.
  var peakMemory: Int

  /// Runs a command and throws away what it prints on standard output.
  ///
  /// - Throws: `BenchmarkError.failed` when it cannot be started or its exit code is not allowed.
  static func run(
    _ command: [String], environment extra: [String: String] = [:], allowedExits: Set<Int32> = [0]
  ) throws -> MeasuredProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    let merged = ProcessInfo.processInfo.environment.merging(extra) { $1 }
    var arguments = command.map { strdup($0) } + [nil]
    var environment = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + environment).forEach { free($0) } }

    let clock = ContinuousClock()
    let start = clock.now
    var child = pid_t()
    guard posix_spawnp(&child, command[0], &actions, nil, &arguments, &environment) == 0 else {
      throw BenchmarkError.failed(command: command, reason: "cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(child, &status, 0, &usage) == child else {
      throw BenchmarkError.failed(command: command, reason: "was lost")
    }
    let seconds = (clock.now - start) / .seconds(1)
    let exit = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    guard allowedExits.contains(exit) else {
      throw BenchmarkError.failed(command: command, reason: "ended with \(exit)")
    }
    return MeasuredProcess(seconds: seconds, peakMemory: usage.ru_maxrss * 1024)
  }
}

/// Why a benchmark could not be made.
enum BenchmarkError: Error, CustomStringConvertible {
  case failed(command: [String], reason: String)
  case missing(String)

  var description: String {
    switch self {
    case .failed(let command, let reason): "'\(command.joined(separator: " "))' \(reason)"
    case .missing(let what): what
    }
  }
}
