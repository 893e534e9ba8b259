import Evaluation
import GalleyTesting
import Layout
import Testing

@Suite("Average precision")
struct AveragePrecisionTests {
  private let box = Box(x: 0, y: 0, width: 100, height: 100)

  private func truth(_ image: Int, _ classIndex: Int = 0, isCrowd: Bool = false) -> TruthBox {
    TruthBox(image: image, classIndex: classIndex, box: box, isCrowd: isCrowd)
  }

  private func seen(
    _ image: Int, _ classIndex: Int = 0, height: Double = 100, score: Double = 0.5
  ) -> ScoredBox {
    ScoredBox(
      image: image, classIndex: classIndex, box: Box(x: 0, y: 0, width: 100, height: height),
      score: score)
  }

  @Test(
    "of one class",
    arguments: [
      ("all found", [1.0, 1.0], [1, 2], 1.0), ("nothing seen", [], [], 0),
      ("half found", [1.0], [1], 51.0 / 101),
      ("found where nothing is", [1.0], [9], 0),
      // Overlap .72: right at five of ten thresholds.
      ("not quite there", [0.72, 0.72], [1, 2], 0.5),
    ] as [(String, [Double], [Int], Double)])
  func simple(name: String, overlaps: [Double], images: [Int], expected: Double) {
    let detections = zip(images, overlaps).map { seen($0, height: 100 * $1) }
    let found = AveragePrecision(
      truth: [truth(1), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(found.mean, expected))
  }

  @Test("A false alarm counts only when it is surer than what is right")
  func order() {
    func precision(ofFalseAlarm score: Double) -> Double? {
      AveragePrecision(
        truth: [truth(1)], detections: [seen(1, score: 0.5), seen(2, score: score)], classCount: 1
      ).mean
    }
    #expect(isNear(precision(ofFalseAlarm: 0.4), 1))
    #expect(isNear(precision(ofFalseAlarm: 0.6), 0.5))
  }

  @Test("A second box of the same thing is a false alarm; in a crowd it is nothing")
  func twice() {
    let detections = [seen(1, score: 0.9), seen(1, score: 0.8), seen(2, score: 0.7)]
    let apart = AveragePrecision(
      truth: [truth(1), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(apart.mean, (51 + 50 * 2.0 / 3) / 101))
    let crowded = AveragePrecision(
      truth: [truth(1), truth(1, isCrowd: true), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(crowded.mean, 1))
  }

  @Test("A class that nobody labelled does not count")
  func unlabelledClass() {
    let found = AveragePrecision(
      truth: [truth(1, 1)], detections: [seen(1, 1), seen(1, 0), seen(1, 2)], classCount: 3)
    #expect(found.byClass.map { $0 == nil } == [true, false, true])
    #expect(isNear(found.mean, 1))
    #expect(AveragePrecision(truth: [], detections: [seen(1)], classCount: 1).mean == nil)
  }
}

private func isNear(_ value: Double?, _ expected: Double) -> Bool {
  value.map { abs($0 - expected) < 1e-12 } ?? false
}
