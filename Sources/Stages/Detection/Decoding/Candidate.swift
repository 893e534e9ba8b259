import Layout

/// A box that a head proposes, in the model's input pixels, with a score for each model class.
struct Candidate {
  var box: Box
  var scores: [Float]
  /// Variances of the edges, px², where the model states them.
  var variance: BoxVariance?
}

/// A candidate kept for one of its classes.
struct Detection {
  var box: Box
  /// Index of the model's class.
  var classIndex: Int
  var score: Double
  /// Scores of all the model's classes at this place.
  var scores: [Float]
  /// Variances of the edges, px², where the model states them.
  var variance: BoxVariance?
}

/// Non-maximum suppression within each class.
enum Suppression {
  /// Keeps, class by class, the boxes that no stronger box of the class overlaps by more than
  /// `overlap`; sorted by score, ties by position, at most `limit`.
  static func keep(
    _ candidates: [Candidate], floor: Float, overlap: Double, limit: Int
  ) -> [Detection] {
    var kept: [(detection: Detection, order: Int)] = []
    for classIndex in 0..<(candidates.first?.scores.count ?? 0) {
      let order = candidates.indices.filter { candidates[$0].scores[classIndex] >= floor }
        .sorted {
          let (a, b) = (candidates[$0].scores[classIndex], candidates[$1].scores[classIndex])
          return a != b ? a > b : $0 < $1
        }
      var boxes: [Box] = []
      for index in order {
        let candidate = candidates[index]
        guard !boxes.contains(where: { $0.intersectionOverUnion(candidate.box) > overlap }) else {
          continue
        }
        boxes.append(candidate.box)
        kept.append(
          (
            Detection(
              box: candidate.box, classIndex: classIndex,
              score: Double(candidate.scores[classIndex]), scores: candidate.scores,
              variance: candidate.variance), index
          ))
      }
    }
    let sorted = kept.sorted {
      let (a, b) = ($0.detection, $1.detection)
      return a.score != b.score
        ? a.score > b.score : ($0.order, a.classIndex) < ($1.order, b.classIndex)
    }
    return sorted.prefix(limit).map(\.detection)
  }
}
