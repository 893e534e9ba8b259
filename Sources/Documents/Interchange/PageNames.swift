/// Finds what goes by a file name, whatever folders stand before it.
public struct PageNames<Value: Sendable>: Sendable {
  private var values: [String: [(path: String, value: Value)]] = [:]

  /// Knows no names.
  public init() {}

  /// Adds a value by its path.
  public mutating func add(_ path: String, _ value: Value) {
    values[Self.baseName(path), default: []].append((path, value))
  }

  /// The value of that base name and, where several share it, of the longest common end of the paths;
  /// `nil` where there is none or it stays unclear.
  public subscript(name: String) -> Value? {
    let candidates = values[Self.baseName(name)] ?? []
    let lengths = candidates.map { Self.sharedParts($0.path, name) }
    guard let best = lengths.max(), lengths.count(where: { $0 == best }) == 1 else { return nil }
    return zip(candidates, lengths).first { $0.1 == best }?.0.value
  }

  private static func baseName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func sharedParts(_ a: String, _ b: String) -> Int {
    zip(a.split(separator: "/").reversed(), b.split(separator: "/").reversed())
      .prefix { $0 == $1 }.count
  }
}
