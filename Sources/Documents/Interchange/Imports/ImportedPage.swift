import Foundation
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
  /// A name without the ending of the image, as label files have it; the last to be tried.
  public var stem: String?
  /// An image that lies beside the labels, which may tell how they lie.
  public var imageFile: URL?
  /// Width of the image as the file knows it, pixels; 0 where it does not say and has no regions,
  /// 1 where boxes are shares of an unknown width.
  public var width: Int
  /// Height of the image as the file knows it, pixels; 0 and 1 as for the width.
  public var height: Int
  /// Its regions, in the file's order.
  public var regions: [ImportedRegion]
  /// Whether the regions are a person's.
  public var standing = Standing.decided
  /// What is to be told of it.
  public var remarks = ImportRemarks()
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
  public var name: String { names.first ?? stem ?? "" }

  /// Adds a region, or counts one that is empty.
  mutating func append(_ region: ImportedRegion?) {
    if let region { regions.append(region) } else { remarks.emptyRegions += 1 }
  }

  /// The page without what a machine said of it.
  func undecided(_ standing: Standing) -> ImportedPage {
    var page = self
    (page.regions, page.remarks, page.standing) = ([], ImportRemarks(), standing)
    return page
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

  /// The page with its boxes in the pixels of a page that may be drawn larger or smaller, cut at its
  /// edges.
  ///
  /// Regions that are less than a pixel wide or high there are counted as empty: a slip of the hand
  /// makes them. Of those that are left none is inside one that is not.
  public func scaled(to page: Page) -> ImportedPage {
    guard width > 0, height > 0 else { return self }
    let (x, y) = (Double(page.width) / Double(width), Double(page.height) / Double(height))
    var scaled = self
    (scaled.width, scaled.height, scaled.regions) = (page.width, page.height, [])
    for var region in regions {
      region.box = region.box.scaled(x: x, y: y).clipped(to: page.bounds)
      scaled.append(min(region.box.width, region.box.height) >= 1 ? region : nil)
    }
    let ids = Set(scaled.regions.map { Optional($0.id) })
    for index in scaled.regions.indices where !ids.contains(scaled.regions[index].parent) {
      scaled.regions[index].parent = nil
    }
    return scaled
  }
}
