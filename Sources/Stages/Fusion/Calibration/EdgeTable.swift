import Layout

/// A value for each edge of a box.
public struct EdgeTable<Value: Hashable & Codable & Sendable>: PerEdge, Hashable, Codable, Sendable
{
  /// For the left edge.
  public var x1: Value
  /// For the top edge.
  public var y1: Value
  /// For the right edge.
  public var x2: Value
  /// For the bottom edge.
  public var y2: Value

  /// Makes a table.
  public init(x1: Value, y1: Value, x2: Value, y2: Value) {
    self.x1 = x1
    self.y1 = y1
    self.x2 = x2
    self.y2 = y2
  }

  /// The same value for every edge.
  public init(_ value: Value) { self.init(x1: value, y1: value, x2: value, y2: value) }
}
