import Layout

/// A region as other programs get it: a machine's or a person's.
public struct ExportedRegion: Sendable, Hashable {
  /// Unique on the page, at least 0.
  public var id: Int
  /// Page-image pixels.
  public var box: Box
  /// Its class, as an index of the taxonomy.
  public var classIndex: Int
  /// How sure its maker is of it, 0...1; `nil` where nobody said.
  public var score: Double?
  /// Variance of each edge, px²; `nil` where nobody said.
  public var variance: BoxVariance?
  /// `id` of the enclosing region, if any.
  public var parent: Int?
  /// Position in reading order, from 0.
  public var order: Int
  /// Whether a person drew or confirmed it.
  public var isHuman: Bool

  /// Makes a region.
  public init(
    id: Int, box: Box, classIndex: Int, score: Double? = nil, variance: BoxVariance? = nil,
    parent: Int? = nil, order: Int, isHuman: Bool = false
  ) {
    self.id = id
    self.box = box
    self.classIndex = classIndex
    self.score = score
    self.variance = variance
    self.parent = parent
    self.order = order
    self.isHuman = isHuman
  }
}

/// A page as other programs get it.
public struct ExportedPage: Sendable, Hashable {
  /// The page.
  public var page: Page
  /// Its words, in reading order; may be empty.
  public var words: [Word]
  /// Its regions, in any order.
  public var regions: [ExportedRegion]

  /// Makes a page.
  public init(page: Page, words: [Word] = [], regions: [ExportedRegion]) {
    self.page = page
    self.words = words
    self.regions = regions
  }
}

extension ExportedPage {
  var name: String { page.name }
  private var place: String { page.place }

  /// Refuses what no format can hold: numbers that are not finite, classes that do not exist,
  /// ids that are used twice.
  func check(against taxonomy: Taxonomy) throws(InterchangeError) {
    guard page.width > 0, page.height > 0 else {
      throw .unfitPage(page: place, reason: "its size is \(page.width) x \(page.height) pixels")
    }
    var ids: Set<Int> = []
    for region in regions {
      guard taxonomy.classes.indices.contains(region.classIndex) else {
        throw .unfitPage(page: place, reason: "region \(region.id) has no class")
      }
      guard region.id >= 0, ids.insert(region.id).inserted else {
        throw .unfitPage(page: place, reason: "region id \(region.id) is negative or used twice")
      }
      let numbers = region.box.edges + (region.variance?.edges ?? []) + [region.score ?? 0]
      guard numbers.allSatisfy(\.isFinite) else {
        throw .unfitPage(
          page: place, reason: "region \(region.id) holds a number that is not finite")
      }
    }
  }

  /// The page without what cannot be drawn: boxes cut at the page's edges, those with no area left
  /// taken out.
  func drawable() -> ExportedPage {
    var drawable = self
    drawable.regions = regions.compactMap { region in
      var region = region
      region.box = region.box.clipped(to: page.bounds)
      return region.box.isValid ? region : nil
    }
    drawable.words = words.filter { word in
      word.box.clipped(to: page.bounds).isValid
        && word.text.contains { !$0.isWhitespace }
    }
    return drawable
  }
}
