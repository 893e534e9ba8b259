/// One of the four coordinates of a box, in the order in which they are stored.
public enum BoxCoordinate: Int, CaseIterable, Codable, Sendable {
  case x1, y1, x2, y2
}

/// A value for each edge of a box.
public protocol PerEdge<Value> {
  /// What each edge has.
  associatedtype Value
  /// For the left edge.
  var x1: Value { get set }
  /// For the top edge.
  var y1: Value { get set }
  /// For the right edge.
  var x2: Value { get set }
  /// For the bottom edge.
  var y2: Value { get set }
  /// Makes it from its four parts.
  init(x1: Value, y1: Value, x2: Value, y2: Value)
}

extension PerEdge {
  /// Makes it edge by edge.
  @inlinable public init(by value: (BoxCoordinate) throws -> Value) rethrows {
    self.init(x1: try value(.x1), y1: try value(.y1), x2: try value(.x2), y2: try value(.y2))
  }

  /// The value for an edge.
  @inlinable public subscript(edge: BoxCoordinate) -> Value {
    get {
      switch edge {
      case .x1: x1
      case .y1: y1
      case .x2: x2
      case .y2: y2
      }
    }
    set {
      switch edge {
      case .x1: x1 = newValue
      case .y1: y1 = newValue
      case .x2: x2 = newValue
      case .y2: y2 = newValue
      }
    }
  }

  /// The values for the left, top, right and bottom edge.
  @inlinable public var edges: [Value] { [x1, y1, x2, y2] }
}
