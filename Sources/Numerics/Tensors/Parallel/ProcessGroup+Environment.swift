import Foundation

extension ProcessGroup {
  /// Joins the group that the environment tells of, as `torchrun` and job schedulers set it.
  ///
  /// `MASTER_ADDR` and `MASTER_PORT` say where rank 0 listens, `RANK` which process this is, and
  /// `WORLD_SIZE` how many there are.
  ///
  /// - Returns: `nil` where `WORLD_SIZE` is absent or 1.
  /// - Throws: `TensorError.processGroupFailed` that names the variable at fault.
  public static func fromEnvironment(
    _ environment: [String: String] = ProcessInfo.processInfo.environment, timeout: Double = 300
  ) throws(TensorError) -> ProcessGroup? {
    guard environment["WORLD_SIZE"] != nil else { return nil }
    let size = try number("WORLD_SIZE", 1...Int(Int32.max), environment)
    guard size > 1 else { return nil }
    guard let host = environment["MASTER_ADDR"], !host.isEmpty else {
      throw .processGroupFailed(reason: "set MASTER_ADDR to the address of the process with rank 0")
    }
    return try ProcessGroup(
      host: host, port: try number("MASTER_PORT", 1...65535, environment),
      rank: try number("RANK", 0...(size - 1), environment), size: size, timeout: timeout)
  }

  private static func number(
    _ name: String, _ range: ClosedRange<Int>, _ environment: [String: String]
  ) throws(TensorError) -> Int {
    let text = environment[name] ?? ""
    guard let number = Int(text), range.contains(number) else {
      throw .processGroupFailed(
        reason: "set \(name) to a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(text)'")
    }
    return number
  }
}
