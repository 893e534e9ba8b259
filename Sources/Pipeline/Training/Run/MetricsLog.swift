import Foundation
import Settings

/// A run's figures, one JSON object a line.
struct MetricsLog {
  private let path: String
  private var handle: FileHandle?

  /// Opens the file, and leaves out lines of steps that a resumed run makes again.
  init(_ path: String, before step: Int) throws(TrainingError) {
    self.path = path
    let kept = Self.lines(path).filter { Self.step(of: $0).map { $0 < step } ?? false }
    do {
      try Data(kept.map { $0 + "\n" }.joined().utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle?.seekToEnd()
    } catch {
      throw .runFolder(path: path, reason: "it cannot be written: \(error.systemReason)")
    }
  }

  /// Adds a line.
  func write(_ figures: [(String, Double)], step: Int) throws(TrainingError) {
    let fields = figures.map { name, value in
      "\"\(name)\":" + (value.isFinite ? "\(value)" : "null")
    }
    do {
      try handle?.write(
        contentsOf: Data("{\"step\":\(step),\(fields.joined(separator: ","))}\n".utf8))
    } catch {
      throw .runFolder(path: path, reason: "it cannot be written: \(error.systemReason)")
    }
  }

  /// All figures of a run by name: steps and values.
  static func curves(_ path: String) -> [String: [(step: Int, value: Double)]] {
    var curves: [String: [(step: Int, value: Double)]] = [:]
    for line in lines(path) {
      guard
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let step = object["step"] as? Int
      else { continue }
      for (name, value) in object where name != "step" {
        if let value = (value as? NSNumber)?.doubleValue {
          curves[name, default: []].append((step, value))
        }
      }
    }
    return curves
  }

  private static func lines(_ path: String) -> [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
      .map(String.init)
  }

  private static func step(of line: String) -> Int? {
    guard line.hasPrefix("{\"step\":"), line.hasSuffix("}") else { return nil }
    return Int(line.dropFirst(8).prefix { $0.isNumber || $0 == "-" })
  }
}
