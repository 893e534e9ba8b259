import Evaluation
import GalleyTesting
import Layout
import Testing

@Suite("Error breakdown")
struct ErrorBreakdownTests {
  private static let here = Box(x: 0, y: 0, width: 100, height: 100)
  private static let there = Box(x: 300, y: 0, width: 100, height: 100)
  /// Overlap .3 with `here`.
  private static let beside = Box(x: 0, y: 0, width: 100, height: 30)
  /// Overlap .05 with `here`.
  private static let far = Box(x: 0, y: 0, width: 100, height: 5)

  private static func label(_ classIndex: Int, _ box: Box = here, isCrowd: Bool = false) -> TruthBox
  {
    TruthBox(image: 4, classIndex: classIndex, box: box, isCrowd: isCrowd)
  }

  private static func seen(
    _ classIndex: Int, _ box: Box = here, score: Double = 0.9
  ) -> ScoredBox {
    ScoredBox(image: 4, classIndex: classIndex, box: box, score: score)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var truth: [TruthBox]
    var detections: [ScoredBox]
    var counts: [ErrorKind: Int]
    /// In the mean over classes; `nil` where nothing is left to find.
    var gains: [ErrorKind: Double?]

    init(
      _ name: String, _ truth: [TruthBox], _ detections: [ScoredBox], _ counts: [ErrorKind: Int],
      _ gains: [ErrorKind: Double?] = [:]
    ) {
      testDescription = name
      self.truth = truth
      self.detections = detections
      self.counts = counts
      self.gains = gains
    }
  }

  static let examples = [
    Example("right", [label(0)], [seen(0)], [:]),
    Example("class", [label(0)], [seen(1)], [.classification: 1], [.classification: 1]),
    Example("box", [label(0)], [seen(0, beside)], [.box: 1], [.box: 1]),
    Example(
      "both", [label(0)], [seen(1, beside)], [.both: 1, .missed: 1], [.missed: nil]),
    Example(
      "duplicate", [label(0), label(0, there)],
      [seen(0), seen(0, score: 0.8), seen(0, there, score: 0.7)],
      [.duplicate: 1], [.duplicate: 1 - (51 + 50 * 2 / 3.0) / 101]),
    Example(
      "background first", [label(0)], [seen(0, there), seen(0, score: 0.5)], [.background: 1],
      [.background: 0.5]),
    Example(
      "background at a small overlap", [label(0)], [seen(0, far), seen(0, score: 0.5)],
      [.background: 1], [.background: 0.5]),
    Example("missed", [label(0)], [], [.missed: 1], [.missed: nil]),
    Example(
      "one of two missed", [label(0), label(0, there)], [seen(0)], [.missed: 1],
      [.missed: 1 - 51 / 101.0]),
    Example(
      "a box before a class", [label(0), label(1, beside)],
      [seen(1, beside, score: 0.8), seen(0, beside)], [.box: 1], [.box: 0.5]),
    Example(
      "the surer error is after the label: the other goes", [label(0)],
      [seen(1, score: 0.8), seen(0, beside)], [.box: 1, .classification: 1],
      [.box: 1, .classification: 0]),
    Example(
      "a label that is found needs no other", [label(0)], [seen(1), seen(0, score: 0.8)],
      [.classification: 1]),
    Example("in a crowd", [label(0, isCrowd: true)], [seen(0)], [:]),
    Example("nothing labelled", [], [seen(0)], [.background: 1]),
    Example("nothing at all", [], [], [:]),
  ]

  @Test("Kinds of errors and what they cost", arguments: examples)
  func kinds(example: Example) {
    let breakdown = ErrorBreakdown(
      truth: example.truth, detections: example.detections, classCount: 2)
    let isLabelled = example.truth.contains { !$0.isCrowd }
    for kind in ErrorKind.allCases {
      let cost = breakdown.overall[kind]
      #expect(cost?.count == example.counts[kind, default: 0], "\(kind)")
      let expected = isLabelled ? example.gains[kind, default: 0] : nil
      switch (cost?.gain, expected) {
      case (let gain?, let expected?): #expect(near(gain, expected), "\(kind)")
      case (let gain, let expected): #expect(gain == expected, "\(kind)")
      }
    }
  }

  @Test("By class: a detection counts for its own, what it finds gains for the label's")
  func byClass() {
    let breakdown = ErrorBreakdown(
      truth: [Self.label(0), Self.label(1, Self.there)],
      detections: [Self.seen(1, score: 0.95), Self.seen(1, Self.there), Self.seen(5)],
      classCount: 2)
    let costs = breakdown.byClass.map { $0[.classification] }
    #expect(costs.map { $0?.count } == [0, 1])
    #expect(near(costs.map { $0?.gain ?? -1 }, [1, 0.5], 1e-12))
    #expect(near(breakdown.overall[.classification]?.gain ?? -1, 0.75))
  }
}
