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

/// A page as another program's file tells it.
public struct ImportedPage: Sendable, Hashable {
  /// The page's image as the file names it.
  ///
  /// Only to be compared with names of pages that are known: it may hold any path, and nothing
  /// should be opened by it.
  public var name: String
  /// Width of the image as the file knows it, pixels; 0 where it does not say and has no regions.
  public var width: Int
  /// Height of the image as the file knows it, pixels; 0 where it does not say.
  public var height: Int
  /// Its regions, in the file's order.
  public var regions: [ImportedRegion]

  /// Makes a page.
  public init(name: String, width: Int, height: Int, regions: [ImportedRegion]) {
    self.name = name
    self.width = width
    self.height = height
    self.regions = regions
  }

  /// The page with its boxes in the pixels of a page that is drawn larger or smaller.
  public func scaled(to page: Page) -> ImportedPage {
    guard width > 0, height > 0, width != page.width || height != page.height else { return self }
    let (x, y) = (Double(page.width) / Double(width), Double(page.height) / Double(height))
    var scaled = ImportedPage(name: name, width: page.width, height: page.height, regions: regions)
    for index in scaled.regions.indices {
      scaled.regions[index].box = regions[index].box.scaled(x: x, y: y)
    }
    return scaled
  }
}
