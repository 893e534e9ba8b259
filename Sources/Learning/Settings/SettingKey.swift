import Yams

/// One key of a group of settings, declared once: reading, errors, writing, help and the tables in
/// `docs/` follow from it.
public struct SettingKey<Group: Sendable>: Sendable {
  /// The key, dotted where it is nested: `learning.rate`.
  public let name: String
  /// What it is for, in a line.
  public let meaning: String
  /// The values it takes, as in "a whole number from 1 to 1024".
  public let allowed: String
  /// The default in words, where it follows from other keys.
  public let standard: String?
  let read: @Sendable (Node, inout Group) -> Bool
  let write: @Sendable (Group) -> String?

  init(
    _ name: String, _ meaning: String, allowed: String, standard: String?,
    read: @escaping @Sendable (Node, inout Group) -> Bool,
    write: @escaping @Sendable (Group) -> String?
  ) {
    (self.name, self.meaning, self.allowed, self.standard) = (name, meaning, allowed, standard)
    (self.read, self.write) = (read, write)
  }
}

/// Where a key's value lies in its group.
public typealias SettingPath<Group, Value> = any WritableKeyPath<Group, Value> & Sendable

extension SettingKey {
  /// A whole number.
  public static func integer(
    _ name: String, _ path: SettingPath<Group, Int>, _ range: ClosedRange<Int>, _ meaning: String,
    standard: String? = nil
  ) -> Self {
    let bounds =
      range.upperBound == .max
      ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
    return SettingKey(name, meaning, allowed: "a whole number \(bounds)", standard: standard) {
      guard let value = $0.int, range.contains(value) else { return false }
      $1[keyPath: path] = value
      return true
    } write: {
      "\($0[keyPath: path])"
    }
  }

  /// A whole number from 0, or `all`, which is `nil`.
  public static func count(
    _ name: String, _ path: SettingPath<Group, Int?>, _ meaning: String
  ) -> Self {
    SettingKey(name, meaning, allowed: "a whole number from 0, or all", standard: nil) {
      let isAll = $0.scalar?.string == "all"
      guard isAll || $0.int.map({ $0 >= 0 }) == true else { return false }
      $1[keyPath: path] = isAll ? nil : $0.int
      return true
    } write: {
      $0[keyPath: path].map(String.init) ?? "all"
    }
  }

  /// A number.
  public static func number(
    _ name: String, _ path: SettingPath<Group, Double>, _ range: ClosedRange<Double>,
    _ meaning: String, standard: String? = nil
  ) -> Self {
    SettingKey(
      name, meaning, allowed: "a number from \(range.lowerBound) to \(range.upperBound)",
      standard: standard
    ) {
      guard let value = $0.float, range.contains(value) else { return false }
      $1[keyPath: path] = value
      return true
    } write: {
      "\($0[keyPath: path])"
    }
  }

  /// Yes or no.
  public static func flag(
    _ name: String, _ path: SettingPath<Group, Bool>, _ meaning: String
  ) -> Self {
    SettingKey(name, meaning, allowed: "true or false", standard: nil) {
      guard let value = $0.bool else { return false }
      $1[keyPath: path] = value
      return true
    } write: {
      "\($0[keyPath: path])"
    }
  }

  /// One of a few words.
  public static func word<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, _ path: SettingPath<Group, Choice>, _ meaning: String,
    standard: String? = nil
  ) -> Self {
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return SettingKey(name, meaning, allowed: "one of \(words)", standard: standard) {
      guard let choice = $0.scalar.flatMap({ Choice(rawValue: $0.string) }) else { return false }
      $1[keyPath: path] = choice
      return true
    } write: {
      $0[keyPath: path].rawValue
    }
  }

  /// A text.
  public static func text(
    _ name: String, _ path: SettingPath<Group, String>, _ meaning: String,
    standard: String? = nil
  ) -> Self {
    SettingKey(name, meaning, allowed: "a text", standard: standard) {
      guard let text = $0.plainText else { return false }
      $1[keyPath: path] = text
      return true
    } write: {
      YAMLText.plain($0[keyPath: path])
    }
  }

  /// A text that may be missing.
  public static func optionalText(
    _ name: String, _ path: SettingPath<Group, String?>, _ meaning: String
  ) -> Self {
    SettingKey(name, meaning, allowed: "a text", standard: nil) {
      guard let text = $0.plainText else { return false }
      $1[keyPath: path] = text
      return true
    } write: {
      $0[keyPath: path].map(YAMLText.plain)
    }
  }

  /// A text or a list of texts.
  public static func texts(
    _ name: String, _ path: SettingPath<Group, [String]>, _ meaning: String,
    allowed: String = "a path or a list of paths"
  ) -> Self {
    SettingKey(name, meaning, allowed: allowed, standard: nil) {
      let texts = ($0.sequence.map(Array.init) ?? [$0]).map(\.plainText)
      guard !texts.contains(nil) else { return false }
      $1[keyPath: path] = texts.compactMap { $0 }
      return true
    } write: {
      YAMLText.list($0[keyPath: path])
    }
  }
}

extension Node {
  /// The text of a scalar that is not empty.
  fileprivate var plainText: String? {
    scalar.flatMap { $0.string.isEmpty || null != nil ? nil : $0.string }
  }
}
