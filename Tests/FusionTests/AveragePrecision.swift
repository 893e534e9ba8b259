import Layout

/// A detection or a true region: page, class and box.
struct Labelled {
  var page: Int
  var classIndex: Int
  var box: Box
  var score = 1.0
}

/// COCO's average precision: mean over classes and the thresholds 0.50, 0.55, … 0.95 of the
/// precision interpolated at 101 recalls; in percent.
func averagePrecision(_ detections: [Labelled], truth: [Labelled], classes: Int) -> Double {
  var sum = 0.0
  var count = 0.0
  for classIndex in 0..<classes {
    let wanted = truth.filter { $0.classIndex == classIndex }
    guard !wanted.isEmpty else { continue }
    let byPage = Dictionary(grouping: wanted.indices) { wanted[$0].page }
    let found = detections.filter { $0.classIndex == classIndex }.sorted { $0.score > $1.score }
    let overlaps = found.map { detection in
      (byPage[detection.page] ?? []).map {
        (truth: $0, overlap: detection.box.intersectionOverUnion(wanted[$0].box))
      }
    }
    for step in 0..<10 {
      let threshold = 0.5 + 0.05 * Double(step)
      sum += interpolatedPrecision(overlaps, threshold: threshold, positives: wanted.count)
      count += 1
    }
  }
  return count > 0 ? 100 * sum / count : 0
}

private func interpolatedPrecision(
  _ overlaps: [[(truth: Int, overlap: Double)]], threshold: Double, positives: Int
) -> Double {
  var taken = Array(repeating: false, count: positives)
  var hits = 0
  var precisions: [Double] = []
  var recalls: [Double] = []
  for (index, candidates) in overlaps.enumerated() {
    let best = candidates.filter { !taken[$0.truth] && $0.overlap >= threshold }
      .max { $0.overlap < $1.overlap }
    if let best {
      taken[best.truth] = true
      hits += 1
    }
    precisions.append(Double(hits) / Double(index + 1))
    recalls.append(Double(hits) / Double(positives))
  }
  for index in precisions.indices.dropLast().reversed() {
    precisions[index] = max(precisions[index], precisions[index + 1])
  }
  var sum = 0.0
  var position = 0
  for step in 0...100 {
    while position < recalls.count, recalls[position] < Double(step) / 100 { position += 1 }
    if position < recalls.count { sum += precisions[position] }
  }
  return sum / 101
}
