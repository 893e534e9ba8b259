import Layout

/// A page as another program's file tells it.
public struct ImportedPage: Sendable, Hashable {
  /// What a file says of a page.
  public enum Standing: Sendable, Hashable {
    /// What a person left there.
    case decided
    /// What a machine proposed, and nobody confirmed.
    case predicted
    /// Nothing: it was skipped, or nobody looked at it yet.
    case silent
  }

  /// The page's image as the file names it; others that it may go by come after.
  ///
  /// Only to be compared with names of pages that are known: they may hold any path, and nothing
  /// should be opened by them.
  public var names: [String]
  /// Whether the names lack the ending of the image, as those of label files do.
  public var namesAreStems = false
  /// Width of the image as the file knows it, pixels; 0 where it does not say and has no regions,
  /// 1 where boxes are shares of an unknown width.
  public var width: Int
  /// Height of the image as the file knows it, pixels; 0 and 1 as for the width.
  public var height: Int
  /// Its regions, in the file's order.
  public var regions: [ImportedRegion]
  /// Whether the regions are a person's.
  public var standing = Standing.decided
  /// Regions without an area, which are left out.
  public var emptyRegions = 0
  /// Which file it comes from, and where it stands there, for messages.
  public var origin: (file: String, place: String) {
    get { (originFile, originPlace) }
    set { (originFile, originPlace) = newValue }
  }
  private var originFile = ""
  private var originPlace = ""

  /// Makes a page.
  public init(name: String, width: Int, height: Int, regions: [ImportedRegion] = []) {
    names = [name]
    self.width = width
    self.height = height
    self.regions = regions
  }

  /// The page's image as the file names it.
  public var name: String { names.first ?? "" }

  /// Adds a region, or counts one that is empty.
  mutating func append(_ region: ImportedRegion?) {
    if let region { regions.append(region) } else { emptyRegions += 1 }
  }
}

extension ImportedPage {
  /// Whether an image of a page's size may be the same image, larger or smaller.
  ///
  /// Sizes are whole pixels, and some programs round them to multiples of more: half a per cent of
  /// difference is let pass. What says no size may be of any shape.
  public func hasShape(of page: Page) -> Bool {
    guard width > 1, height > 1 else { return true }
    func range(_ size: Int, of other: Int) -> ClosedRange<Double> {
      (Double(size) - 1) / (Double(other) + 1)...(Double(size) + 1) / max(1, Double(other) - 1)
    }
    let (across, down) = (range(width, of: page.width), range(height, of: page.height))
    let tolerance = 1.005
    return across.lowerBound <= down.upperBound * tolerance
      && down.lowerBound <= across.upperBound * tolerance
  }

  /// The page with its boxes in the pixels of a page that is drawn larger or smaller.
  public func scaled(to page: Page) -> ImportedPage {
    guard width > 0, height > 0, width != page.width || height != page.height else { return self }
    let (x, y) = (Double(page.width) / Double(width), Double(page.height) / Double(height))
    var scaled = self
    (scaled.width, scaled.height) = (page.width, page.height)
    for index in scaled.regions.indices {
      scaled.regions[index].box = regions[index].box.scaled(x: x, y: y)
    }
    return scaled
  }
}
