import ArgumentParser

/// The exit codes of every command.
enum ExitStatus {
  /// Some pages failed; the others are labelled.
  static let somePagesFailed = ExitCode(3)
  /// The command line is wrong.
  static let usage = ExitCode(64)
  /// A needed service or library is missing.
  static let unavailable = ExitCode(69)
  /// A project or output file cannot be used.
  static let cannotUse = ExitCode(74)
  /// Stopped by Ctrl-C; run again to go on.
  static let interrupted = ExitCode(130)
}
