import Layout
import Tensors

/// What a student says of the points of one image, as plain numbers.
public struct StudentPredictions: Sendable {
  /// The points, in the order of the numbers.
  public let points: AnchorPoints
  let scores: [Float]
  let classCount: Int
  let boxes: [Float]
  let variances: [Float]

  /// - Parameters:
  ///   - scores: after the sigmoid, `points × classes`.
  ///   - boxes: corners in pixels of the input, `points × 4`.
  ///   - variances: of the edges, px², `points × 4`.
  public init(points: AnchorPoints, scores: [Float], boxes: [Float], variances: [Float]) {
    self.points = points
    self.scores = scores
    classCount = scores.count / max(1, points.count)
    self.boxes = boxes
    self.variances = variances
  }

  func detection(_ point: Int, _ classIndex: Int) -> DetectedBox {
    let scores = Array(scores[point * classCount..<(point + 1) * classCount])
    return DetectedBox(
      box: Box { Double(boxes[4 * point + $0.rawValue]) },
      variance: BoxVariance { Double(variances[4 * point + $0.rawValue]) },
      classIndex: classIndex, score: Double(scores[classIndex]), classScores: scores)
  }
}

extension HeadOutput {
  /// The numbers of every image of a batch.
  public func predictions() throws(TensorError) -> [StudentPredictions] {
    try withoutGradient { () throws(TensorError) in
      let scores = try classLogits.sigmoid()
      let (boxes, variances) = (try boxes(), try variances())
      var images: [StudentPredictions] = []
      for image in 0..<scores.shape[0] {
        images.append(
          StudentPredictions(
            points: points,
            scores: try scores.selected(0, at: image).array(of: Float.self),
            boxes: try boxes.selected(0, at: image).array(of: Float.self),
            variances: try variances.selected(0, at: image).array(of: Float.self)))
      }
      return images
    }
  }
}
