import Layout

/// Few labelled pages among many: which pages of a training set keep their labels.
public struct FewLabels: Hashable, Sendable {
  /// Positions of the pages whose labels are used, ascending.
  public var labelled: [Int]
  /// Positions of the other pages, ascending.
  public var unlabelled: [Int]

  /// Draws pages so that the documents are covered as evenly as possible.
  ///
  /// Each gives one page, in a random order, before one gives a second. A larger draw of the same
  /// seed holds a smaller one.
  ///
  /// - Parameters:
  ///   - count: labelled pages.
  ///   - pages: positions of the pages to draw from.
  ///   - documents: the document of each position.
  /// - Throws: `TrainingDataError.tooFewPages`, `.badSetting`.
  public init(
    _ count: Int, from pages: [Int], documents: [String], seed: UInt64
  ) throws(TrainingDataError) {
    let pages = Set(pages).sorted()
    if let stray = pages.first(where: { !documents.indices.contains($0) }) {
      throw .badSetting(
        name: "page", value: "\(stray)", allowed: "positions below \(documents.count)")
    }
    guard count <= pages.count else { throw .tooFewPages(found: pages.count, wanted: count) }
    let groups = DocumentGroups(documents, pages: pages)
    var random = SplitMix64(seed: seed, 2)
    var stacks = random.shuffled(groups.names).map { random.shuffled(groups.pages(of: $0)) }
    var drawn: Set<Int> = []
    while drawn.count < count {
      for index in stacks.indices where drawn.count < count {
        if let page = stacks[index].popLast() { drawn.insert(page) }
      }
    }
    labelled = drawn.sorted()
    unlabelled = pages.filter { !drawn.contains($0) }
  }
}
