/// Calls poppler's command-line tools on one file and turns their failures into errors.
public struct Poppler: Sendable {
  private let path: String
  private let password: String?
  private let limits: ProcessLimits

  /// For the file at `path`, opened with `password` where it needs one.
  public init(path: String, password: String?, limits: ProcessLimits) {
    self.path = path
    self.password = password
    self.limits = limits
  }

  /// Runs a tool as `tool options -- file operands`.
  ///
  /// - Throws: `PageImagesError`, with `page` for the reader.
  public func run(
    _ tool: String, _ options: [String], operands: [String], page: Int?
  ) async throws(PageImagesError) -> ProcessOutput {
    // Either of a file's passwords opens it.
    var credentials = password.map { ["-opw", $0, "-upw", $0] } ?? []
    var operand = Self.operand(path)
    let plain = try await decrypted()
    if let plain { (credentials, operand) = ([], plain.path) }
    let output: ProcessOutput
    do {
      output = try await LimitedProcess.run(
        tool, credentials + options + [operand] + operands, limits: limits)
      withExtendedLifetime(plain) {}
    } catch {
      switch error {
      case .timedOut: throw .timedOut(file: path, page: page, seconds: limits.seconds)
      case .tooMuchOutput(_, let bytes): throw .outOfMemory(file: path, page: page, bytes: bytes)
      default: throw .tool(error)
      }
    }
    let complaint = output.standardError
    switch output.exit {
    case .code(0): return output
    case .signal(let signal):
      if signal == 24 || signal == 9 {  // SIGXCPU, SIGKILL: the processor-time limit
        throw .timedOut(file: path, page: page, seconds: limits.seconds)
      }
      if complaint.contains("bad_alloc") || complaint.contains("Out of memory") {
        throw .outOfMemory(file: path, page: page, bytes: limits.memoryBytes)
      }
      throw .crashed(file: path, page: page, tool: tool, signal: signal)
    case .code:
      if complaint.contains("Incorrect password") {
        throw password == nil ? .encrypted(file: path) : .wrongPassword(file: path)
      }
      if complaint.contains("Out of memory") || complaint.contains("bad_alloc") {
        throw .outOfMemory(file: path, page: page, bytes: limits.memoryBytes)
      }
      let reason = Complaints.distinct(in: complaint).last ?? "\(tool) gives no reason"
      if let page { throw .damagedPage(file: path, page: page, reason: reason) }
      throw .damaged(file: path, reason: reason)
    }
  }

  /// The file without its password, in memory; `nil` where poppler's tools can be told that: they
  /// take 32 bytes, and older files than they think have passwords in Latin-1.
  ///
  /// - Throws: `PageImagesError`.
  private func decrypted() async throws(PageImagesError) -> MemoryFile? {
    guard let password, password.utf8.count > 32 || !password.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    let output: ProcessOutput
    do {
      output = try await LimitedProcess.run(
        "qpdf", ["--password=\(password)", "--decrypt", Self.operand(path), "-"], limits: limits)
    } catch {
      throw .tool(error)
    }
    // 3: with warnings.
    if output.exit == .code(0) || output.exit == .code(3) { return output.written }
    guard !output.standardError.contains("invalid password") else {
      throw .wrongPassword(file: path)
    }
    return nil
  }

  /// The path as an operand: the tools take `-` to be standard input, other dashes to be options,
  /// and qpdf takes `@` to be a list.
  public static func operand(_ path: String) -> String {
    path.hasPrefix("-") || path.hasPrefix("@") ? "./" + path : path
  }
}
