/// Labelled and detected boxes, image by image in the order of their ids.
struct BoxesByImage {
  /// Boxes of one image, as ranges of `truth` and `detections`.
  struct Group {
    var truth: Range<Int>
    var detections: Range<Int>
  }

  /// Sorted by image, else as given.
  let truth: [TruthBox]
  /// Sorted by image, then best score first, else as given.
  let detections: [ScoredBox]

  init(truth: [TruthBox], detections: [ScoredBox]) {
    let labelled = truth.indices.sorted { (truth[$0].image, $0) < (truth[$1].image, $1) }
    self.truth = labelled.map { truth[$0] }
    let seen = detections.indices.sorted {
      let (one, other) = (detections[$0], detections[$1])
      if one.image != other.image { return one.image < other.image }
      return one.score == other.score ? $0 < $1 : one.score > other.score
    }
    self.detections = seen.map { detections[$0] }
  }

  /// The images that have a box.
  var groups: [Group] {
    var groups: [Group] = []
    var (labelled, seen) = (0, 0)
    while labelled < truth.count || seen < detections.count {
      let image = min(
        labelled < truth.count ? truth[labelled].image : .max,
        seen < detections.count ? detections[seen].image : .max)
      let starts = (labelled, seen)
      while labelled < truth.count, truth[labelled].image == image { labelled += 1 }
      while seen < detections.count, detections[seen].image == image { seen += 1 }
      groups.append(Group(truth: starts.0..<labelled, detections: starts.1..<seen))
    }
    return groups
  }
}
