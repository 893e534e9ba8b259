import Layout
import Tensors

/// Reads detections out of what a head says.
public struct StudentDecoder: Sendable {
  /// Which are kept.
  public var settings: DecodingSettings

  /// Makes a decoder.
  public init(_ settings: DecodingSettings = DecodingSettings()) { self.settings = settings }

  /// The detections of every image of a batch, strongest first, in pixels of the input.
  public func detections(_ output: HeadOutput) throws(TensorError) -> [[DetectedBox]] {
    try output.predictions().map(detections)
  }

  /// The detections of an image, strongest first, in pixels of the input.
  public func detections(_ page: StudentPredictions) -> [DetectedBox] {
    var candidates: [DetectedBox] = []
    for level in page.points.levels {
      let range =
        level.start * page.classCount..<(level.start + level.rows * level.columns)
        * page.classCount
      let strong = range.filter { Double(page.scores[$0]) > settings.minimumScore }
        .sorted { (page.scores[$0], $1) > (page.scores[$1], $0) }
      for index in strong.prefix(settings.mostPerLevel) {
        let (point, classIndex) = index.quotientAndRemainder(dividingBy: page.classCount)
        let detection = page.detection(point, classIndex)
        if detection.box.isValid { candidates.append(detection) }
      }
    }
    let kept = Suppression.kept(
      candidates, overlap: settings.overlap, limit: settings.mostPerPage)
    return settings.votes ? kept.map { VarianceVoting.vote($0, among: candidates) } : kept
  }
}
