import Layout

/// A page whose regions people have labelled, that a model may be shown as an example.
///
/// It does not matter where it comes from: a COCO file with its images, or a project.
public struct LabelledExample: Sendable {
  /// A labelled region.
  public struct Region: Sendable, Hashable {
    /// Page-image pixels.
    public var box: Box
    /// Index into the taxonomy's classes.
    public var classIndex: Int

    /// Makes a region.
    public init(box: Box, classIndex: Int) {
      self.box = box
      self.classIndex = classIndex
    }
  }

  /// What a person calls the page; no model sees it.
  public var name: String
  /// The document that it is of.
  public var document: String
  /// Where it was read from, by which it is known again; `nil` where that is not known.
  public var page: Page?
  /// Its rows and drawings.
  public var rows: PageRows
  /// The words that the rows refer to.
  public var words: [Word]
  /// Its regions, all of them.
  public var regions: [Region]

  /// Makes a page.
  public init(
    name: String, document: String, page: Page? = nil, rows: PageRows, words: [Word],
    regions: [Region]
  ) {
    self.name = name
    self.document = document
    self.page = page
    self.rows = rows
    self.words = words
    self.regions = regions
  }
}
