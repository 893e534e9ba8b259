/// How much time, memory and output a child process may use.
public struct ProcessLimits: Sendable, Hashable {
  /// Wall-clock seconds; processor time is held to the same number.
  public var seconds: Double
  /// Address space in bytes.
  public var memoryBytes: Int
  /// Bytes on standard output.
  public var outputBytes: Int

  /// Makes limits; the defaults are wide for any sane page.
  public init(
    seconds: Double = 60, memoryBytes: Int = 2 << 30, outputBytes: Int = 512 << 20
  ) {
    self.seconds = seconds
    self.memoryBytes = memoryBytes
    self.outputBytes = outputBytes
  }
}

/// What a child process left behind.
public struct ProcessOutput: Sendable {
  /// How it ended.
  public enum Exit: Sendable, Hashable {
    /// By itself, with this code.
    case code(Int32)
    /// By this signal.
    case signal(Int32)
  }

  /// The file that was its standard output.
  public var written: MemoryFile
  /// The first 16 KiB of standard error.
  public var standardError: String
  /// How it ended.
  public var exit: Exit

  /// Bytes of standard output.
  public var standardOutput: [UInt8] { written.bytes }
}

/// Why a child process gave no output.
public enum LimitedProcessError: Error, Equatable, CustomStringConvertible {
  case notInstalled(tool: String)
  case timedOut(tool: String, seconds: Double)
  case tooMuchOutput(tool: String, bytes: Int)
  case cancelled(tool: String)
  case cannotStart(tool: String, reason: String)

  /// What happened and what to do about it.
  public var description: String {
    switch self {
    case .notInstalled(let tool):
      "'\(tool)' is not installed: apt-get install \(Self.package(of: tool))"
    case .timedOut(let tool, let seconds):
      "'\(tool)' was stopped after \(Int(seconds.rounded())) s"
    case .tooMuchOutput(let tool, let bytes):
      "'\(tool)' was stopped: it wrote more than \(bytes >> 20) MiB"
    case .cancelled(let tool): "'\(tool)' was cancelled"
    case .cannotStart(let tool, let reason): "'\(tool)' cannot be started: \(reason)"
    }
  }

  private static func package(of tool: String) -> String {
    switch tool {
    case "prlimit": "util-linux"
    case _ where tool.hasPrefix("pdf"): "poppler-utils"
    default: tool
    }
  }
}
