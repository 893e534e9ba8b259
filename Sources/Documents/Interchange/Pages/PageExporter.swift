import Layout

/// Writes pages for another program, one after another.
public protocol PageExporter: AnyObject {
  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  func append(_ page: ExportedPage) throws(InterchangeError)

  /// Completes what is written and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  func finish() throws(InterchangeError)

  /// What the format could not hold of the pages so far, a line each.
  var losses: [String] { get }

  /// Regions written.
  var regionCount: Int { get }
}

/// Counts what a format cannot hold.
struct LossCount {
  private var counts: [String: Int] = [:]
  /// Losses in the order in which they are told.
  private let kinds: [String]

  init(_ kinds: [String]) { self.kinds = kinds }

  mutating func add(_ kind: String, _ count: Int = 1) { counts[kind, default: 0] += count }

  /// `12 regions: variances of the edges`, for each kind that occurred.
  var lines: [String] {
    kinds.compactMap { kind in
      counts[kind].flatMap { $0 > 0 ? "\($0) \(kind)" : nil }
    }
  }
}

extension LossCount {
  static let variances = "regions: variances of their edges"
  static let scores = "regions: scores"
  static let parents = "regions: which region encloses them"
  static let order = "regions: their place in the reading order"
  static let humans = "regions: that a person drew or confirmed them"
  static let empty = "regions left out: no area on the page"
  static let words = "words"
  static let looseWords = "words left out: in no region"
  static let wordConfidences = "words: confidences"

  /// Counts the regions that say something of a kind.
  mutating func addVariances(of page: ExportedPage) {
    add(Self.variances, page.regions.count { $0.variance != nil })
  }

  mutating func addScores(of page: ExportedPage) {
    add(Self.scores, page.regions.count { $0.score != nil })
  }

  mutating func addHumans(of page: ExportedPage) {
    add(Self.humans, page.regions.count(where: \.isHuman))
  }

  mutating func addParents(of page: ExportedPage) {
    add(Self.parents, page.regions.count { $0.parent != nil })
  }
}
