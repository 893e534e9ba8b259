import Layout

/// A region as another program's file tells it.
public struct ImportedRegion: Sendable, Hashable {
  /// Pixels of the image as the file knows it; `ImportedPage.scaled(to:)` turns them into those of
  /// a page.
  public var box: Box
  /// Its class, as the taxonomy spells it.
  public var className: String
  /// Its class, as an index of the taxonomy.
  public var classIndex: Int
  /// How sure the file is of it, 0...1; `nil` where it does not say.
  public var score: Double?
  /// Its id in the file, unique on the page.
  public var id: String
  /// `id` of the enclosing region, if the file tells one.
  public var parent: String?
  /// Position in reading order, from 0; `nil` where the file does not say.
  public var order: Int?
  /// Its text; `nil` where the file holds none.
  public var text: String?

  /// Makes a region.
  public init(
    box: Box, className: String, classIndex: Int, score: Double? = nil, id: String,
    parent: String? = nil, order: Int? = nil, text: String? = nil
  ) {
    self.box = box
    self.className = className
    self.classIndex = classIndex
    self.score = score
    self.id = id
    self.parent = parent
    self.order = order
    self.text = text
  }
}
