/// Something drawn on a page that no word names: a picture's ink or a group of ruled lines.
public struct PageGraphic: Hashable, Codable, Sendable {
  /// What kind of drawing.
  public enum Kind: String, Codable, Sendable {
    /// A connected component that is not text.
    case graphic
    /// A group of ruled lines.
    case rules
  }

  /// Graphic or rules.
  public var kind: Kind
  /// Page-image pixels.
  public var box: Box

  /// Makes a graphic.
  public init(kind: Kind, box: Box) {
    self.kind = kind
    self.box = box
  }
}
