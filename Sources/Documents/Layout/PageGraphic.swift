/// Something drawn on a page that no word names.
public struct PageGraphic: Hashable, Codable, Sendable {
  /// What kind of drawing.
  public enum Kind: String, Codable, Sendable {
    /// A connected component that is not text.
    case graphic
    /// A group of ruled lines.
    case rules
    /// A ruled line alone, such as that above footnotes.
    case line
    /// A bullet or dash at the left of a line of text.
    case bullet
    /// An empty or filled box at the left of a line of text.
    case checkbox
  }

  /// What it is.
  public var kind: Kind
  /// Page-image pixels.
  public var box: Box

  /// Makes a graphic.
  public init(kind: Kind, box: Box) {
    self.kind = kind
    self.box = box
  }
}
