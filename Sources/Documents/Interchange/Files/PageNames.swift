/// Finds what goes by a file name, whatever folders stand before it.
public struct PageNames<Value: Sendable>: Sendable {
  /// What a name of another program's file means.
  public enum Match {
    case none
    /// The value that goes by it.
    case one(Value)
    /// Paths of values that it may mean alike.
    case several([String])
  }

  private typealias Entries = [String: [(path: String, value: Value)]]
  private var values: Entries = [:]
  /// By the names that other programs may make of a file's, and those without the ending.
  private var disguised: Entries = [:]
  private var stems: Entries = [:]
  private let knowsDisguises: Bool

  /// Knows no names.
  ///
  /// - Parameter knowsDisguises: whether `match` will be asked.
  public init(knowsDisguises: Bool = false) { self.knowsDisguises = knowsDisguises }

  /// Adds a value by its path.
  public mutating func add(_ path: String, _ value: Value) {
    let base = Self.baseName(path)
    values[base, default: []].append((path, value))
    guard knowsDisguises else { return }
    for disguise in ImageNames.disguises(of: base) {
      disguised[disguise, default: []].append((path, value))
      if let dot = disguise.lastIndex(of: "."), dot > disguise.startIndex {
        stems[String(disguise[..<dot]), default: []].append((path, value))
      }
    }
  }

  /// The value of that base name and, where several share it, of the longest common end of the paths;
  /// `nil` where there is none or it stays unclear.
  public subscript(name: String) -> Value? {
    if case .one(let value) = Self.find(name, Self.baseName(name), in: values) { return value }
    return nil
  }

  /// What another program's name means: the first of its readings that is known as it is, or else
  /// in another case or as uploads change names.
  ///
  /// - Parameter isStem: whether the name lacks the image's ending.
  public func match(_ name: String, isStem: Bool = false) -> Match {
    let readings = ImageNames.readings(of: name)
    if !isStem {
      for reading in readings {
        let match = Self.find(reading, Self.baseName(reading), in: values)
        guard case .none = match else { return match }
      }
    }
    for reading in readings {
      let base = Self.baseName(reading).lowercased()
      let match = Self.find(reading, base, in: isStem ? stems : disguised)
      guard case .none = match else { return match }
    }
    return .none
  }

  private static func find(_ name: String, _ base: String, in entries: Entries) -> Match {
    guard let candidates = entries[base] else { return .none }
    let lengths = candidates.map { sharedParts($0.path, name) }
    let best = zip(candidates, lengths).filter { $0.1 == lengths.max() }.map(\.0)
    return best.count == 1 ? .one(best[0].value) : .several(best.map(\.path).sorted())
  }

  private static func baseName(_ path: String) -> String { parts(path).last ?? path }

  /// Folders of any system.
  private static func parts(_ path: String) -> [String] {
    path.split { $0 == "/" || $0 == "\\" }.map(String.init)
  }

  private static func sharedParts(_ a: String, _ b: String) -> Int {
    zip(parts(a).dropLast().reversed(), parts(b).dropLast().reversed()).prefix { $0 == $1 }.count
  }
}
