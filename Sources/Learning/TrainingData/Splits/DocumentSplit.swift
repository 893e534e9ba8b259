import Layout

/// Pages to train on and pages held out; no document has pages on both sides.
public struct DocumentSplit: Hashable, Sendable {
  /// Positions of the pages to train on, ascending.
  public var training: [Int]
  /// Positions of the pages held out, ascending.
  public var heldOut: [Int]

  /// Cuts pages into `count` folds of about as many pages, each held out once.
  ///
  /// Documents go, the largest first and the equally large in a random order, to the fold that has
  /// the fewest pages.
  ///
  /// - Parameter documents: the document of each page.
  /// - Throws: `TrainingDataError.tooFewDocuments`, `.badSetting`.
  public static func folds(
    _ count: Int, of documents: [String], seed: UInt64
  ) throws(TrainingDataError) -> [DocumentSplit] {
    guard count >= 2 else {
      throw .badSetting(name: "folds", value: "\(count)", allowed: "2 or more")
    }
    let groups = DocumentGroups(documents)
    guard groups.names.count >= count else {
      throw .tooFewDocuments(found: groups.names.count, needed: count)
    }
    var random = SplitMix64(seed: seed, 0)
    let order = random.shuffled(groups.names).enumerated().sorted {
      let (a, b) = (groups.pages(of: $0.element).count, groups.pages(of: $1.element).count)
      return a != b ? a > b : $0.offset < $1.offset
    }
    var folds = [[Int]](repeating: [], count: count)
    for (_, document) in order {
      let smallest = folds.indices.min { folds[$0].count < folds[$1].count } ?? 0
      folds[smallest] += groups.pages(of: document)
    }
    return folds.map { DocumentSplit(holdingOut: Set($0), of: documents.count) }
  }

  /// Holds out a share of the pages, in whole documents, taken in a random order.
  ///
  /// A document that would take more than is left of the share is passed over; at least one
  /// document stays on either side.
  ///
  /// - Parameters:
  ///   - share: of the pages, between 0 and 1.
  ///   - documents: the document of each page.
  /// - Throws: `TrainingDataError.tooFewDocuments`, `.badSetting`.
  public static func holdingOut(
    _ share: Double, of documents: [String], seed: UInt64
  ) throws(TrainingDataError) -> DocumentSplit {
    guard share > 0, share < 1 else {
      throw .badSetting(name: "held-out share", value: "\(share)", allowed: "between 0 and 1")
    }
    let groups = DocumentGroups(documents)
    guard groups.names.count >= 2 else {
      throw .tooFewDocuments(found: groups.names.count, needed: 2)
    }
    var random = SplitMix64(seed: seed, 1)
    let order = random.shuffled(groups.names)
    let wanted = share * Double(documents.count)
    var held: [Int] = []
    for document in order.dropLast() {
      let pages = groups.pages(of: document)
      // Half of a page's worth of rounding is free.
      if Double(held.count + pages.count) <= wanted + 0.5 { held += pages }
    }
    if held.isEmpty,
      let smallest = order.min(by: { a, b in
        groups.pages(of: a).count < groups.pages(of: b).count
      })
    {
      held = groups.pages(of: smallest)
    }
    return DocumentSplit(holdingOut: Set(held), of: documents.count)
  }

  private init(holdingOut held: Set<Int>, of count: Int) {
    training = (0..<count).filter { !held.contains($0) }
    heldOut = held.sorted()
  }
}
