import Evaluation
import GalleyTesting
import Layout
import Testing

@Suite("Detection metrics")
struct DetectionMetricsTests {
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
    let found = DetectionMetrics(
      truth: [truth(1), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(found.overall[.AP], expected))
  }

  @Test("A false alarm counts only when it is surer than what is right")
  func order() {
    func precision(ofFalseAlarm score: Double) -> Double? {
      DetectionMetrics(
        truth: [truth(1)], detections: [seen(1, score: 0.5), seen(2, score: score)], classCount: 1
      ).overall[.AP]
    }
    #expect(isNear(precision(ofFalseAlarm: 0.4), 1))
    #expect(isNear(precision(ofFalseAlarm: 0.6), 0.5))
  }

  @Test("A second box of the same thing is a false alarm; in a crowd it is nothing")
  func twice() {
    let detections = [seen(1, score: 0.9), seen(1, score: 0.8), seen(2, score: 0.7)]
    let apart = DetectionMetrics(
      truth: [truth(1), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(apart.overall[.AP], (51 + 50 * 2.0 / 3) / 101))
    let crowded = DetectionMetrics(
      truth: [truth(1), truth(1, isCrowd: true), truth(2)], detections: detections, classCount: 1)
    #expect(isNear(crowded.overall[.AP], 1))
  }

  @Test("A class that nobody labelled does not count")
  func unlabelledClass() {
    let found = DetectionMetrics(
      truth: [truth(1, 1)], detections: [seen(1, 1), seen(1, 0), seen(1, 2)], classCount: 3)
    #expect(found.byClass.map { $0.figures[.AP] == nil } == [true, false, true])
    #expect(isNear(found.overall[.AP], 1))
    #expect(found.byClass.map(\.detected) == [1, 1, 1])
    let unlabelled = DetectionMetrics(truth: [], detections: [seen(1)], classCount: 1)
    #expect(DetectionFigure.allCases.allSatisfy { unlabelled.overall[$0] == nil })
  }

  @Test("A class beyond those asked for does not count")
  func unknownClass() {
    let found = DetectionMetrics(
      truth: [truth(1), truth(1, 7)], detections: [seen(1), seen(1, -1)], classCount: 1)
    #expect(isNear(found.overall[.AP], 1) && found.byClass[0].detected == 1)
  }

  @Test("A label of another size is neither found nor missed, nor is a false alarm of that size")
  func sizes() {
    func box(_ side: Double, x: Double = 0) -> Box { Box(x: x, y: 0, width: side, height: side) }
    let found = DetectionMetrics(
      truth: [
        TruthBox(image: 1, classIndex: 0, box: box(20)),
        TruthBox(image: 2, classIndex: 0, box: box(200)),
      ],
      detections: [
        ScoredBox(image: 1, classIndex: 0, box: box(20), score: 0.5),
        ScoredBox(image: 1, classIndex: 0, box: box(200, x: 500), score: 0.9),
      ], classCount: 1
    ).overall
    #expect(isNear(found[.APs], 1) && isNear(found[.ARs], 1))
    #expect(found[.APm] == nil && found[.ARm] == nil)
    #expect(found[.APl] == 0 && found[.ARl] == 0)
    #expect(isNear(found[.AR100], 0.5))
  }

  @Test("A stated area decides on the size, not the box's own")
  func statedArea() {
    let label = TruthBox(
      image: 1, classIndex: 0, extent: BoxExtent(x: 0, y: 0, width: 100, height: 100), area: 900)
    let found = DetectionMetrics(truth: [label], detections: [seen(1)], classCount: 1).overall
    #expect(isNear(found[.APs], 1) && found[.APl] == nil)
  }

  @Test(
    "Only the best detections of an image count",
    arguments: [
      (0, 1.0, 1.0, 1.0), (1, 0, 1, 1), (10, 0, 0, 1), (99, 0, 0, 1), (100, 0, 0, 0),
    ] as [(Int, Double, Double, Double)])
  func limits(surer: Int, first: Double, ten: Double, hundred: Double) {
    let detections = (0..<surer).map { seen(1, height: 10, score: 0.9 - Double($0) / 1000) }
    let found = DetectionMetrics(
      truth: [truth(1)], detections: detections + [seen(1, score: 0.1)], classCount: 1
    ).overall
    #expect(isNear(found[.AR1], first) && isNear(found[.AR10], ten))
    #expect(isNear(found[.AR100], hundred))
  }

  @Test("A curve tells precision at each recall")
  func curves() {
    let found = DetectionMetrics(
      truth: [truth(1), truth(2)],
      detections: [seen(1, score: 0.9), seen(3, score: 0.8), seen(2, score: 0.7)], classCount: 1)
    let curve = found.byClass[0].curves[0]
    #expect(curve.count == 101 && isNear(curve[50], 1) && isNear(curve[51], 2.0 / 3))
  }
}

private func isNear(_ value: Double?, _ expected: Double) -> Bool {
  value.map { abs($0 - expected) < 1e-12 } ?? false
}
