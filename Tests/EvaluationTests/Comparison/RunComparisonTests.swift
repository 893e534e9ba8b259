import Evaluation
import GalleyTesting
import Layout
import Testing

@Suite("Comparison of runs")
struct RunComparisonTests {
  private static let pages = 40
  private static let truth = (0..<pages).flatMap { image in
    (0..<3).map { TruthBox(image: image, classIndex: $0 / 2, box: place($0)) }
  }

  private static func place(_ number: Int) -> Box {
    Box(x: 10, y: 100 * Double(number), width: 200, height: 60)
  }

  /// Predictions that find so large a share of the labels, or all of some documents' and few of the
  /// others'.
  private func run(_ seed: UInt64, finding share: Double) -> [ScoredBox] {
    var random = SeededGenerator(seed: seed)
    return Self.truth.map { label in
      let isFound = random.chance(share)
      return ScoredBox(
        image: label.image, classIndex: label.classIndex,
        box: isFound ? label.box : Box(x: 300, y: 0, width: 50, height: 50),
        score: random.uniform())
    }
  }

  private func compare(
    _ baseline: [[ScoredBox]], _ arms: [[[ScoredBox]]], documents: Int = pages, draws: Int = 400,
    seed: UInt64 = 1
  ) -> [[FigureComparison]] {
    RunComparison(
      truth: Self.truth, baseline: baseline, arms: arms, classCount: 3,
      documents: (0..<Self.pages).map { "\($0 % documents)" }, draws: draws, seed: seed, margin: 0.5
    ).arms
  }

  @Test("tells what is better from what is the same, and leaves out classes without labels")
  func differences() throws {
    let poor = run(1, finding: 0.5)
    let arms = compare([poor], [[run(2, finding: 0.95)], [poor]])
    #expect(arms.map(\.count) == [6, 6])
    #expect(arms[0].map(\.figure.classIndex) == [nil, nil, 0, 0, 1, 1])
    #expect(arms[0].map(\.figure.figure) == [.AP, .AP50, .AP, .AP50, .AP, .AP50])
    let metrics = DetectionMetrics(truth: Self.truth, detections: poor, classCount: 3)
    #expect(near(arms[0][1].baseline, 100 * (metrics.overall[.AP50] ?? 0), 1e-9))
    let better = try #require(arms[0][1].byPage)
    #expect(arms[0][1].difference > 20 && better.low > 0 && better.p < 0.01)
    #expect(better.low < arms[0][1].difference && arms[0][1].difference < better.high)
    let same = try #require(arms[1][0].byDocument)
    #expect(same.low == 0 && same.high == 0 && same.p == 1 && arms[1][0].difference == 0)
    #expect(arms[0][0].tTest == nil && arms[0][0].equivalence == nil)
  }

  @Test("draws whole documents: where pages of one are alike, the interval is wider")
  func documents() throws {
    // All labels of every other document, none of the rest.
    let lucky = Self.truth.filter { $0.image % 4 < 2 }.map {
      ScoredBox(image: $0.image, classIndex: $0.classIndex, box: $0.box, score: 0.9)
    }
    let line = compare([run(1, finding: 0.5)], [[lucky]], documents: 4)[0][1]
    let (page, document) = (try #require(line.byPage), try #require(line.byDocument))
    #expect(document.high - document.low > 1.5 * (page.high - page.low))
    let alone = compare([run(1, finding: 0.5)], [[lucky]])[0][1]
    #expect(alone.byPage == alone.byDocument)
  }

  @Test("The same seed gives the same intervals, another one others")
  func seeds() {
    let (one, other) = ([run(1, finding: 0.5)], [[run(2, finding: 0.6)]])
    let intervals = [1, 1, 2].map { compare(one, other, seed: $0)[0].map(\.byPage) }
    #expect(intervals[0] == intervals[1] && intervals[0] != intervals[2])
  }

  @Test("tests several seeds run by run, and corrects for the number of arms")
  func severalSeeds() throws {
    let baseline = (1...3).map { run($0, finding: 0.5) }
    let better = (4...6).map { run($0, finding: 0.8) }
    let other = (7...9).map { run($0, finding: 0.5) }
    let single = compare(baseline, [better], draws: 50)[0][0]
    #expect(single.adjusted.isEmpty && single.differences.count == 3)
    #expect(near(single.difference, single.differences.reduce(0, +) / 3, 1e-9))
    #expect(single.tTest == (try PairedTTest(single.differences)))
    let arms = compare(baseline, [better, other], draws: 50)
    for line in arms[0].indices {
      for test in ComparisonTest.allCases {
        let values = arms.compactMap { $0[line].p(test) }
        #expect(arms.compactMap { $0[line].adjusted[test] } == HolmCorrection.adjusted(values))
      }
    }
    #expect(arms[0][0].p(.seeds) == single.p(.seeds))
    #expect(arms[0][0].byPage == single.byPage)
  }
}
