/// How many detections are wrong in which way, and what each way costs (Bolya et al., TIDE, 2020).
///
/// Detections are matched at an overlap of .5 as COCO matches them. A wrong one is of the first kind
/// that fits: `box`, `classification`, `duplicate`, `background`, `both`. What it costs is the AP50
/// gained if errors of that kind alone were put right: a box or class that would find a label is taken
/// for right, unless a surer error is after the same label; other wrong detections go; missed labels
/// need not be found. A gain below 0, which only the reading at 101 recalls makes, counts as 0.
public struct ErrorBreakdown: Sendable {
  /// Least overlap of a detection that is right.
  public static let foreground = 0.5
  /// Largest overlap of a detection where nothing is labelled.
  public static let background = 0.1

  /// Errors of one kind.
  public struct Cost: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// AP50 gained if they were put right, 0...1; `nil` where nothing is labelled, or nothing would
    /// be left to find.
    public let gain: Double?
  }

  /// All errors, and the gain in the mean over classes.
  public let overall: [ErrorKind: Cost]
  /// Errors of the detections, and missed labels, of each class, and what putting right all errors
  /// of a kind gains for it.
  public let byClass: [[ErrorKind: Cost]]

  /// Judges the detections of all classes.
  public init(truth: [TruthBox], detections: [ScoredBox], classCount: Int) {
    let classes = 0..<classCount
    let boxes = BoxesByImage(
      truth: truth.filter { classes.contains($0.classIndex) },
      detections: detections.filter { classes.contains($0.classIndex) })
    let errors = boxes.groups.map {
      ImageErrors(
        labelled: Array(boxes.truth[$0.truth]), seen: Array(boxes.detections[$0.detections]))
    }
    var wanted = [Int](repeating: 0, count: classCount)
    for box in truth where classes.contains(box.classIndex) && !box.isCrowd {
      wanted[box.classIndex] += 1
    }
    let repair = ErrorRepair(errors, wanted: wanted)
    let before = repair.precisions(nil)
    let after = ErrorKind.allCases.map { ($0, repair.precisions($0)) }
    overall = Dictionary(
      uniqueKeysWithValues: after.map { kind, precisions in
        let gain = Self.gain(mean(before.compactMap(\.self)), mean(precisions.compactMap(\.self)))
        let count = classes.reduce(0) { $0 + repair.count(kind, in: $1) }
        return (kind, Cost(count: count, gain: gain))
      })
    byClass = classes.map { index in
      Dictionary(
        uniqueKeysWithValues: after.map { kind, precisions in
          let gain = Self.gain(before[index], precisions[index])
          return (kind, Cost(count: repair.count(kind, in: index), gain: gain))
        })
    }
  }

  private static func gain(_ before: Double?, _ after: Double?) -> Double? {
    guard let before, let after else { return nil }
    return max(0, after - before)
  }
}
