/// The twelve figures of a COCO evaluation, in the order in which `pycocotools` prints them.
public enum DetectionFigure: String, Sendable, CaseIterable {
  case AP, AP50, AP75, APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl

  /// Whether it is an average precision; else it is an average recall.
  public var isPrecision: Bool {
    switch self {
    case .AP, .AP50, .AP75, .APs, .APm, .APl: true
    case .AR1, .AR10, .AR100, .ARs, .ARm, .ARl: false
    }
  }

  /// Its overlap threshold, as an index of `COCOGrid.thresholds`; `nil` is the mean over all.
  public var threshold: Int? {
    switch self {
    case .AP50: 0
    case .AP75: 5
    default: nil
    }
  }

  /// The sizes that it is about.
  public var area: AreaRange {
    switch self {
    case .APs, .ARs: .small
    case .APm, .ARm: .medium
    case .APl, .ARl: .large
    default: .all
    }
  }

  /// How many detections of a class count on an image, best first.
  public var limit: Int {
    switch self {
    case .AR1: 1
    case .AR10: 10
    default: COCOGrid.limit
    }
  }
}
