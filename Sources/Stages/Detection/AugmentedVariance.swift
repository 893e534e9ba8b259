import Layout

/// Box variances and support of a page's detections from the passes over it.
enum AugmentedVariance {
  /// Least variance of an edge, px².
  private static let floor = 0.25
  /// How many observations the class-wise default counts for: two passes alone tell little.
  private static let priorStrength = 4.0

  /// For each reference detection, the variance of its edges over the passes that found it again
  /// (IoU ≥ 0.5, same class), shrunk towards its own, and how many did.
  static func estimate(
    _ reference: [DetectedBox], passes: [[DetectedBox]]
  ) -> [(variance: BoxVariance, support: Evidence.Support)] {
    let matches = passes.map { match(reference, with: $0) }
    return reference.indices.map { index in
      let boxes = [reference[index].box] + matches.compactMap { $0[index]?.box }
      var variance = reference[index].variance
      let degrees = Double(boxes.count - 1)
      for edge in BoxCoordinate.allCases where boxes.count > 1 {
        let mean = boxes.reduce(0) { $0 + $1[edge] } / Double(boxes.count)
        let squares = boxes.reduce(0) { $0 + ($1[edge] - mean) * ($1[edge] - mean) }
        variance[edge] =
          (squares + priorStrength * variance[edge]) / (degrees + priorStrength) + floor
      }
      return (
        variance, Evidence.Support(found: boxes.count, total: passes.count + 1)
      )
    }
  }

  /// The detection of a pass that stands for each reference detection: greedily, strongest first.
  private static func match(_ reference: [DetectedBox], with pass: [DetectedBox]) -> [DetectedBox?]
  {
    var free = Set(pass.indices)
    return reference.map { wanted in
      var best: (index: Int, overlap: Double)?
      for index in pass.indices where free.contains(index) {
        guard pass[index].classIndex == wanted.classIndex else { continue }
        let overlap = pass[index].box.intersectionOverUnion(wanted.box)
        if overlap >= 0.5, overlap > best?.overlap ?? 0 { best = (index, overlap) }
      }
      guard let best else { return nil }
      free.remove(best.index)
      return pass[best.index]
    }
  }
}
