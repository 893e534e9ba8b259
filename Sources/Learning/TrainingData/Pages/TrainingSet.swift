import Layout

/// The pages of a source, and what was left out of it.
public struct TrainingSet: Sendable {
  /// A page that cannot be trained on.
  public struct Skipped: Hashable, Sendable {
    /// Its name.
    public var page: String
    /// Why.
    public var error: TrainingDataError
  }

  /// The pages, in the source's order.
  public var pages: [TrainingPage] = []
  /// Boxes without an area, which are left out.
  public var degenerateBoxes = 0
  /// Boxes that lie outside their page, at least three quarters of them, or on none.
  public var strayBoxes = 0
  /// Boxes of classes that the taxonomy lacks, or that the class map leaves out: background.
  public var leftOutBoxes = 0
  /// Pages whose image is missing or too small.
  public var skipped: [Skipped] = []

  /// An empty set.
  public init() {}

  /// Documents in the order in which they first come.
  public var documents: [String] {
    var seen: Set<String> = []
    return pages.map(\.document).filter { seen.insert($0).inserted }
  }

  /// Adds the pages and counts of another set.
  public mutating func append(_ other: TrainingSet) {
    pages += other.pages
    degenerateBoxes += other.degenerateBoxes
    strayBoxes += other.strayBoxes
    leftOutBoxes += other.leftOutBoxes
    skipped += other.skipped
  }

  /// Adds a page whose regions are cut to its bounds, without those that hardly lie there.
  mutating func append(_ page: TrainingPage, bounds: Box) {
    var page = page
    let found = page.regions.count
    page.regions = page.regions.compactMap { region in
      region.box.part(in: bounds).map { part in
        var region = region
        region.box = part
        return region
      }
    }
    strayBoxes += found - page.regions.count
    pages.append(page)
  }
}
