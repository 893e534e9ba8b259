import Foundation
import Yams

/// Takes values out of a tree, and tells what is wrong with them and what is left.
struct ConfigurationReader {
  private var values: [String: Node]
  private var known: [String] = []

  init(_ tree: ConfigurationTree) { values = tree.values }

  mutating func integer(
    _ key: String, _ range: ClosedRange<Int>, default standard: Int
  ) throws(TrainingError) -> Int {
    guard let node = take(key) else { return standard }
    guard let value = node.int, range.contains(value) else {
      let bounds =
        range.upperBound == .max
        ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
      throw bad(key, node, "a whole number \(bounds)")
    }
    return value
  }

  /// A number from 0, or `all`, which is `nil`.
  mutating func count(_ key: String) throws(TrainingError) -> Int? {
    guard let node = take(key), node.scalar?.string != "all" else { return nil }
    guard let value = node.int, value >= 0 else {
      throw bad(key, node, "a whole number from 0, or all")
    }
    return value
  }

  mutating func number(
    _ key: String, _ range: ClosedRange<Double>, default standard: Double
  ) throws(TrainingError) -> Double {
    guard let node = take(key) else { return standard }
    guard let value = node.float, range.contains(value) else {
      throw bad(key, node, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  mutating func word<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, default standard: Choice
  ) throws(TrainingError) -> Choice {
    guard let node = take(key) else { return standard }
    guard let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) else {
      throw bad(
        key, node, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  mutating func text(_ key: String) throws(TrainingError) -> String? {
    guard let node = take(key) else { return nil }
    guard let scalar = node.scalar, !scalar.string.isEmpty else { throw bad(key, node, "a text") }
    return scalar.string
  }

  /// A text or a list of texts.
  mutating func texts(_ key: String) throws(TrainingError) -> [String] {
    guard let node = take(key) else { return [] }
    let list = node.sequence.map(Array.init) ?? [node]
    return try list.map { (item) throws(TrainingError) in
      guard let scalar = item.scalar, !scalar.string.isEmpty else {
        throw bad(key, node, "a path or a list of paths")
      }
      return scalar.string
    }
  }

  /// Refuses keys that nobody took.
  func finish() throws(TrainingError) {
    guard let key = values.keys.sorted().first else { return }
    throw .unknownKey(key: key, allowed: known)
  }

  private mutating func take(_ key: String) -> Node? {
    known.append(key)
    return values.removeValue(forKey: key)
  }

  private func bad(_ key: String, _ node: Node, _ allowed: String) -> TrainingError {
    let value = node.scalar?.string ?? (try? Yams.serialize(node: node)) ?? "it"
    return .badValue(
      key: key, value: "'\(value.trimmingCharacters(in: .whitespacesAndNewlines))'",
      allowed: allowed)
  }
}
