/// Which classes are taken for which.
///
/// Detections are matched to labelled boxes of any class, as COCO matches those of one, at one overlap
/// threshold. What lies in a crowd is not counted.
public struct ConfusionMatrix: Sendable, Equatable {
  /// Counts by labelled class (row) and detected class (column); the last row is nothing labelled,
  /// the last column nothing seen.
  public let counts: [[Int]]
  /// Least score of the detections that count.
  public let leastScore: Double
  /// Least overlap that makes a match.
  public let leastOverlap: Double

  /// Matches detections to labelled boxes whatever their classes.
  public init(
    truth: [TruthBox], detections: [ScoredBox], classCount: Int, leastScore: Double = 0.5,
    leastOverlap: Double = 0.5
  ) {
    self.leastScore = leastScore
    self.leastOverlap = leastOverlap
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: classCount + 1), count: classCount + 1)
    let classes = 0..<classCount
    let boxes = BoxesByImage(
      truth: truth.filter { classes.contains($0.classIndex) },
      detections: detections.filter {
        $0.score >= leastScore && classes.contains($0.classIndex)
      })
    var matcher = BoxMatcher()
    for group in boxes.groups {
      let labelled = Array(boxes.truth[group.truth])
      let seen = Array(boxes.detections[group.detections])
      let wanted = labelled.indices.filter { !labelled[$0].isCrowd }
      let order = wanted + labelled.indices.filter { labelled[$0].isCrowd }
      matcher.load(detections: seen[...], truth: labelled[...], floor: leastOverlap)
      matcher.match(threshold: leastOverlap, order: order, wanted: wanted.count)
      var missed = Set(wanted)
      for (detection, match) in zip(seen, matcher.matches) {
        guard let match else {
          counts[classCount][detection.classIndex] += 1
          continue
        }
        guard missed.remove(match) != nil else { continue }
        counts[labelled[match].classIndex][detection.classIndex] += 1
      }
      for index in missed { counts[labelled[index].classIndex][classCount] += 1 }
    }
    self.counts = counts
  }
}
