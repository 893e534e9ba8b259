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
    try output.predictions().map(detections)
  }

  /// The detections of an image, strongest first, in pixels of the input.
  public func detections(_ page: StudentPredictions) -> [StudentDetection] {
    var byClass: [[StudentDetection]] = Array(repeating: [], count: page.classCount)
    for level in page.points.levels {
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
