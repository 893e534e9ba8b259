import Evaluation
import Layout
import Testing

@Suite("Confusion matrix")
struct ConfusionMatrixTests {
  private static let here = Box(x: 0, y: 0, width: 100, height: 100)
  private static let there = Box(x: 300, y: 0, width: 100, height: 100)

  private func label(_ classIndex: Int, _ box: Box = here, isCrowd: Bool = false) -> TruthBox {
    TruthBox(image: 4, classIndex: classIndex, box: box, isCrowd: isCrowd)
  }

  private func seen(_ classIndex: Int, _ box: Box = here, score: Double = 0.9) -> ScoredBox {
    ScoredBox(image: 4, classIndex: classIndex, box: box, score: score)
  }

  @Test("Rows are labelled, columns detected; the last ones are nothing")
  func cells() {
    let cases: [(String, [TruthBox], [ScoredBox], [[Int]])] = [
      ("right", [label(0)], [seen(0)], [[1, 0, 0], [0, 0, 0], [0, 0, 0]]),
      ("taken for another", [label(0)], [seen(1)], [[0, 1, 0], [0, 0, 0], [0, 0, 0]]),
      ("missed", [label(1)], [], [[0, 0, 0], [0, 0, 1], [0, 0, 0]]),
      ("elsewhere", [label(1)], [seen(1, Self.there)], [[0, 0, 0], [0, 0, 1], [0, 1, 0]]),
      ("not sure enough", [label(0)], [seen(0, score: 0.4)], [[0, 0, 1], [0, 0, 0], [0, 0, 0]]),
      (
        "the surer one takes the label", [label(0)], [seen(0, score: 0.7), seen(1)],
        [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
      ),
      (
        "in a crowd", [label(0, isCrowd: true)], [seen(0), seen(1)],
        [[0, 0, 0], [0, 0, 0], [0, 0, 0]]
      ),
      ("nothing at all", [], [], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
    ]
    for (name, truth, detections, expected) in cases {
      let matrix = ConfusionMatrix(truth: truth, detections: detections, classCount: 2)
      #expect(matrix.counts == expected, "\(name)")
    }
  }
}
