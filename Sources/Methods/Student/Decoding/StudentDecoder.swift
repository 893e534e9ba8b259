import Layout
import Tensors

/// Reads detections out of what a head says.
public struct StudentDecoder: Sendable {
  /// Which are kept.
  public var settings: DecodingSettings

  /// Makes a decoder.
  public init(_ settings: DecodingSettings = DecodingSettings()) { self.settings = settings }

  /// The detections of every image of a batch, strongest first, in pixels of the input.
  public func detections(_ output: HeadOutput) throws(TensorError) -> [[StudentDetection]] {
    try withoutGradient { () throws(TensorError) in
      let scores = try output.classLogits.sigmoid()
      let boxes = try output.boxes()
      let variances = try output.variances()
      var images: [[StudentDetection]] = []
      for image in 0..<scores.shape[0] {
        let page = Predictions(
          scores: try scores.selected(0, at: image).array(of: Float.self),
          classCount: scores.shape[2],
          boxes: try boxes.selected(0, at: image).array(of: Float.self),
          variances: try variances.selected(0, at: image).array(of: Float.self))
        images.append(detections(page, output.points))
      }
      return images
    }
  }

  /// The predictions of one image, row by row.
  private struct Predictions {
    var scores: [Float]
    var classCount: Int
    var boxes: [Float]
    var variances: [Float]

    func detection(_ point: Int, _ classIndex: Int) -> StudentDetection {
      let first = 4 * point
      let scores = scores[point * classCount..<(point + 1) * classCount].map(Double.init)
      return StudentDetection(
        box: Box(
          x1: Double(boxes[first]), y1: Double(boxes[first + 1]), x2: Double(boxes[first + 2]),
          y2: Double(boxes[first + 3])),
        variance: BoxVariance(
          x1: Double(variances[first]), y1: Double(variances[first + 1]),
          x2: Double(variances[first + 2]), y2: Double(variances[first + 3])),
        classIndex: classIndex, score: scores[classIndex], classScores: scores)
    }
  }

  private func detections(_ page: Predictions, _ points: AnchorPoints) -> [StudentDetection] {
    var byClass: [[StudentDetection]] = Array(repeating: [], count: page.classCount)
    for level in points.levels {
      let range =
        level.start * page.classCount..<(level.start + level.rows * level.columns)
        * page.classCount
      let strong = range.filter { Double(page.scores[$0]) > settings.minimumScore }
        .sorted { (page.scores[$0], $1) > (page.scores[$1], $0) }
      for index in strong.prefix(settings.mostPerLevel) {
        let (point, classIndex) = index.quotientAndRemainder(dividingBy: page.classCount)
        let detection = page.detection(point, classIndex)
        if detection.box.isValid { byClass[classIndex].append(detection) }
      }
    }
    let kept = byClass.flatMap { candidates in
      suppressed(candidates).map {
        settings.votes ? VarianceVoting.vote($0, among: candidates) : $0
      }
    }
    return Array(kept.sorted { $0.score > $1.score }.prefix(settings.mostPerPage))
  }

  /// Those of one class that no stronger one overlaps.
  private func suppressed(_ candidates: [StudentDetection]) -> [StudentDetection] {
    var kept: [StudentDetection] = []
    for candidate in candidates.sorted(by: { $0.score > $1.score }) {
      guard kept.count < settings.mostPerPage else { break }
      if !kept.contains(where: {
        $0.box.intersectionOverUnion(candidate.box) > settings.overlap
      }) {
        kept.append(candidate)
      }
    }
    return kept
  }
}
