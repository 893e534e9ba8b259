/// Non-maximum suppression within each class.
public enum Suppression {
  /// The boxes that no stronger box of their class overlaps by more than `overlap`: strongest
  /// first, of equal ones the earlier, at most `limit`.
  public static func kept(
    _ candidates: [DetectedBox], overlap: Double, limit: Int
  ) -> [DetectedBox] {
    let order = candidates.indices.sorted {
      let (a, b) = (candidates[$0].score, candidates[$1].score)
      return a != b ? a > b : $0 < $1
    }
    var kept: [DetectedBox] = []
    for index in order where kept.count < limit {
      let candidate = candidates[index]
      let isCovered = kept.contains {
        $0.classIndex == candidate.classIndex
          && $0.box.intersectionOverUnion(candidate.box) > overlap
      }
      if !isCovered { kept.append(candidate) }
    }
    return kept
  }
}
