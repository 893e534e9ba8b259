import Dispatch
import Synchronization

/// The COCO detection metrics: twelve figures over all classes, and the same for each.
///
/// Equal to those of `pycocotools` (Lin et al., Microsoft COCO, 2014): overlap thresholds .5, .55 …
/// .95, precision at 101 recalls, at most 100 detections of a class on an image.
public struct DetectionMetrics: Sendable {
  /// Means over the classes.
  public let overall: DetectionFigures
  /// Each class by its index.
  public let byClass: [ClassMetrics]

  /// Scores detections; those on images of which no box is labelled count as wrong.
  ///
  /// Boxes of classes beyond `classCount` are left out, as by `pycocotools`.
  /// Equal scores of one image rank in the order given, those of several images by image id. Classes
  /// are worked on side by side, on as many threads as the process may use.
  public init(truth: [TruthBox], detections: [ScoredBox], classCount: Int) {
    let truths = Self.byClass(truth, classCount, \.classIndex)
    let found = Self.byClass(detections, classCount, \.classIndex)
    let results = Mutex([ClassMetrics?](repeating: nil, count: classCount))
    DispatchQueue.concurrentPerform(iterations: classCount) { index in
      let metrics = ClassMetrics(BoxesByImage(truth: truths[index], detections: found[index]))
      results.withLock { $0[index] = metrics }
    }
    byClass = results.withLock { $0.compactMap(\.self) }
    overall = DetectionFigures(meanOf: byClass.map(\.figures))
  }

  /// The boxes of each class.
  static func byClass<T>(
    _ boxes: [T], _ classCount: Int, _ classIndex: (T) -> Int
  ) -> [[T]] {
    var groups = [[T]](repeating: [], count: classCount)
    for box in boxes where groups.indices.contains(classIndex(box)) {
      groups[classIndex(box)].append(box)
    }
    return groups
  }
}
