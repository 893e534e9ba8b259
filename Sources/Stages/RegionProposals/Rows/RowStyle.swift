import Layout

/// How a row is set, told against the rows around it; the defaults are the usual.
public struct RowStyle: Hashable, Codable, Sendable {
  /// Where a row stands between the edges of its column.
  public enum Alignment: String, Codable, Sendable {
    case left, centred, right
  }

  /// Width of its strokes as a multiple of the page's median; 1 where they were not measured.
  public var weight = 1.0
  /// Distance of its left edge from its column's, line heights.
  public var indent = 0.0
  /// Left, where it does not stand clearly otherwise.
  public var alignment = Alignment.left
  /// Free space above it beyond the page's usual, line heights; 0 where nothing stands above.
  public var spaceAbove = 0.0
  /// Whether a ruled line alone stands between it and the row above.
  public var hasLineAbove = false
  /// A bullet or checkbox that is no character of its text.
  public var mark: PageGraphic.Kind?

  /// The usual style.
  public init() {}

  /// Whether its strokes are wider than those of running text ever are.
  public var isBold: Bool { weight >= 1.25 }
}
