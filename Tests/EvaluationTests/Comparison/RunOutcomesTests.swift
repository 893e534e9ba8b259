import Evaluation
import GalleyTesting
import Testing

@Suite("Precision of resampled pages")
struct RunOutcomesTests {
  private static let images = 100

  @Test("equals that of pages which are there so often, for pages and for documents")
  func weights() {
    for seed in 0..<40 {
      let set = RandomSet(seed: UInt64(seed))
      // No ties: those of a page that is there twice may rank in another order.
      let detections = set.detections.enumerated().map { index, box in
        var box = box
        box.score += Double(index) * 1e-7
        return box
      }
      var random = SeededGenerator(seed: 77 + UInt64(seed))
      let units = (0..<Self.images).map { seed % 2 == 0 ? $0 : $0 / 10 }
      let weights = (0..<Self.images).map { _ in Int(random.uniform(0, 3.5)) }
      let outcomes = RunOutcomes(
        truth: set.truth, detections: detections, classCount: RandomSet.classCount, units: units)
      var scratch = RankedOutcomes.Scratch()
      let expected = figures(set.truth, detections) { weights[units[$0]] }
      #expect(same(outcomes.figures(weights, &scratch), expected), "seed \(seed)")
      let once = figures(set.truth, detections) { _ in 1 }
      let ones = [Int](repeating: 1, count: Self.images)
      #expect(same(outcomes.figures(ones, &scratch), once), "seed \(seed)")
    }
  }

  /// AP and AP50 over all classes, then of each, with copies of each image.
  private func figures(
    _ truth: [TruthBox], _ detections: [ScoredBox], _ copies: (Int) -> Int
  ) -> [Double?] {
    let labels = truth.flatMap { label in
      (0..<copies(label.image)).map { copy in
        var label = label
        label.image += copy * Self.images
        return label
      }
    }
    let seen = detections.flatMap { box in
      (0..<copies(box.image)).map { copy in
        var box = box
        box.image += copy * Self.images
        return box
      }
    }
    let metrics = DetectionMetrics(
      truth: labels, detections: seen, classCount: RandomSet.classCount)
    return ([metrics.overall] + metrics.byClass.map(\.figures)).flatMap { [$0[.AP], $0[.AP50]] }
  }

  private func same(_ ours: [Double], _ expected: [Double?]) -> Bool {
    ours.count == expected.count
      && zip(ours, expected).allSatisfy { value, expected in
        expected.map { near(value, $0) } ?? value.isNaN
      }
  }
}
