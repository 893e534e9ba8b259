import Layout

/// An endless order of pages, epoch by epoch, that any step can be told from alone.
///
/// An epoch shows each page as often as its weight says, rounded up or down by chance: systematic
/// sampling, which fixes the epoch's length.
public struct PageSampling: Hashable, Sendable {
  /// How often each page is shown in an epoch, on average.
  public let weights: [Double]
  /// Pages in a batch.
  public let batchSize: Int
  /// Fixes the order.
  public let seed: UInt64
  /// Pages shown in an epoch.
  public let epochLength: Int

  /// Samples pages by weights of their own.
  ///
  /// - Throws: `TrainingDataError.noPages`, `.badSetting`.
  public init(weights: [Double], batchSize: Int, seed: UInt64) throws(TrainingDataError) {
    guard !weights.isEmpty else { throw .noPages(source: "the training set") }
    try TrainingDataError.check("batch size", batchSize, in: 1...65536)
    for weight in weights { try TrainingDataError.check("weight", weight, in: 0...1000) }
    let sum = weights.reduce(0, +)
    guard sum > 0 else {
      throw .badSetting(name: "weights", value: "0 everywhere", allowed: "some above 0")
    }
    let length = max(1, Int(sum.rounded()))
    epochLength = length
    self.weights = weights.map { $0 * (Double(length) / sum) }
    self.batchSize = batchSize
    self.seed = seed
  }

  /// Most times that a page is shown in an epoch for its rare classes and its small document: a page
  /// that is shown more often is learnt by heart.
  private static let mostShown = 16.0

  /// Samples pages so that rare classes and small documents are not lost among the others.
  ///
  /// - Parameters:
  ///   - rareClass: share of pages below which a class is shown more often (LVIS); 0 for none.
  ///   - balance: each document's share.
  /// - Throws: `TrainingDataError.noPages`, `.badSetting`.
  public init(
    of pages: [TrainingPage], batchSize: Int, seed: UInt64, rareClass: Double = 0.1,
    balance: DocumentBalance = .squareRoot
  ) throws(TrainingDataError) {
    try TrainingDataError.check("rare class share", rareClass, in: 0...1)
    let factors = RepeatFactors.of(pages.map(\.classes), threshold: rareClass)
    let shares = balance.weights(of: pages.map(\.document))
    try self.init(
      weights: zip(factors, shares).map { min(Self.mostShown, $0 * $1) }, batchSize: batchSize,
      seed: seed)
  }

  /// The pages of an epoch (from 0) in their order.
  public func pages(ofEpoch epoch: Int) -> [Int] {
    var random = SplitMix64(seed: seed, 3, UInt64(epoch))
    // In a random order first, lest neighbours are never rounded up together.
    let order = random.shuffled(Array(weights.indices))
    var drawn: [Int] = []
    drawn.reserveCapacity(epochLength)
    var (sum, mark) = (0.0, random.unit())
    for page in order {
      sum += weights[page]
      while mark < sum, drawn.count < epochLength {
        drawn.append(page)
        mark += 1
      }
    }
    // Rounding may lose the last mark.
    if drawn.count < epochLength, let last = order.last(where: { weights[$0] > 0 }) {
      drawn.append(last)
    }
    return random.shuffled(drawn)
  }

  /// The pages of a batch, by the step (from 0); an epoch goes on in the batch in which it ends.
  public func batch(atStep step: Int) -> [Int] { batch(atStep: step, pages(ofEpoch:)) }

  /// The pages of a batch, with epochs from elsewhere, such as a memory of them.
  func batch(atStep step: Int, _ epochs: (Int) -> [Int]) -> [Int] {
    var pages: [Int] = []
    var place = step * batchSize
    while pages.count < batchSize {
      let epoch = epochs(place / epochLength)
      let start = place % epochLength
      let taken = epoch[start..<min(epoch.count, start + batchSize - pages.count)]
      pages += taken
      place += taken.count
    }
    return pages
  }
}
