import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Sampling of pages")
struct SamplingTests {
  @Test(
    "repeats pages of rare classes",
    arguments: [
      (0.0, [1, 1, 1, 1]), (0.25, [1, 1, 1, 1]), (1, [1, 1, 2, 1]), (0.5, [1, 1, 1.4142135, 1]),
    ] as [(Double, [Double])])
  func repeats(threshold: Double, expected: [Double]) {
    // Class 0 is on all pages but the last, which has none; class 1 on one.
    let pages: [Set<Int>] = [[0], [0], [0, 1], []]
    let factors = RepeatFactors.of(pages, threshold: threshold)
    let common = max(1, (threshold / 0.75).squareRoot())
    #expect(
      near(factors, [max(common, expected[0]), max(common, expected[1]), expected[2], 1], 1e-6))
  }

  @Test(
    "balances documents",
    arguments: [
      (DocumentBalance.pages, [0.8, 0.2]), (.squareRoot, [2.0 / 3, 1.0 / 3]),
      (.documents, [0.5, 0.5]),
    ])
  func balance(balance: DocumentBalance, shares: [Double]) {
    let documents = ["a", "a", "a", "a", "b"]
    let weights = balance.weights(of: documents)
    #expect(near(weights.reduce(0, +), 5, 1e-9))
    #expect(near([weights[..<4].reduce(0, +) / 5, weights[4] / 5], shares, 1e-9))
  }

  @Test func `shows no page over and over, however rare its class and small its document`() throws {
    let pages = (0...5000).map { page in
      TrainingPage(
        image: PageReference(file: "\(page).png"), document: page == 0 ? "small" : "large",
        regions: [
          TrainingRegion(box: Box(x: 0, y: 0, width: 9, height: 9), classIndex: page == 0 ? 1 : 0)
        ])
    }
    let sampling = try PageSampling(of: pages, batchSize: 8, seed: 0)
    #expect((8...17).contains(sampling.weights[0]))
  }

  @Test func `shows each page as often as its weight says, rounded`() throws {
    let weights = [0.5, 1, 1.5, 2.25, 0.75, 3]
    let sampling = try PageSampling(weights: weights, batchSize: 2, seed: 1)
    #expect(sampling.epochLength == 9)
    var totals = [Double](repeating: 0, count: 6)
    for epoch in 0..<400 {
      let pages = sampling.pages(ofEpoch: epoch)
      #expect(pages.count == 9)
      for (page, weight) in weights.enumerated() {
        let count = pages.count { $0 == page }
        #expect(count == Int(weight) || count == Int(weight.rounded(.up)))
        totals[page] += Double(count) / 400
      }
    }
    #expect(near(totals, weights, 0.08))
  }

  @Test("goes through epochs batch by batch", arguments: [1, 3, 7, 25])
  func batches(size: Int) throws {
    let sampling = try PageSampling(
      weights: [Double](repeating: 1, count: 7), batchSize: size, seed: 9)
    let stream = (0..<12).flatMap { sampling.batch(atStep: $0) }
    let epochs = (0...(12 * size / 7)).flatMap { sampling.pages(ofEpoch: $0) }
    #expect(stream == Array(epochs.prefix(12 * size)))
    for epoch in 0..<(12 * size / 7) {
      #expect(stream[(epoch * 7)..<(epoch * 7 + 7)].sorted() == Array(0..<7))
    }
  }

  @Test func `has an order of its own for each seed and epoch`() throws {
    let weights = [Double](repeating: 1, count: 50)
    let first = try PageSampling(weights: weights, batchSize: 1, seed: 1)
    let second = try PageSampling(weights: weights, batchSize: 1, seed: 2)
    #expect(first.pages(ofEpoch: 0) != first.pages(ofEpoch: 1))
    #expect(first.pages(ofEpoch: 0) != second.pages(ofEpoch: 0))
    #expect(first.pages(ofEpoch: 3) == first.pages(ofEpoch: 3))
  }

  @Test(
    "refuses weights that say nothing",
    arguments: [[], [0, 0], [1, -1], [1, .nan], [1, .infinity]] as [[Double]])
  func bad(weights: [Double]) {
    #expect(throws: TrainingDataError.self) {
      try PageSampling(weights: weights, batchSize: 1, seed: 0)
    }
  }
}
