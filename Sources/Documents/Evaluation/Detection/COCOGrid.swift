/// At what COCO reads precision and recall.
///
/// Source: Lin et al., Microsoft COCO (2014), and the reference evaluation `pycocotools`.
public enum COCOGrid {
  /// Overlap thresholds: .5, .55 … .95, spaced as numpy's `linspace`.
  public static let thresholds = spaced(from: 0.5, to: 0.95, count: 10)
  /// Recalls at which precision is read: 0, .01 … 1.
  public static let recalls = spaced(from: 0, to: 1, count: 101)
  /// Most detections of a class that count on an image.
  public static let limit = 100

  private static func spaced(from first: Double, to last: Double, count: Int) -> [Double] {
    let step = (last - first) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? last : Double($0) * step + first }
  }
}

/// Sizes of things that COCO tells apart.
public enum AreaRange: String, Sendable, CaseIterable {
  case all, small, medium, large

  /// Areas of the range, px², both ends included.
  public var bounds: ClosedRange<Double> {
    switch self {
    case .all: 0...1e10
    case .small: 0...1024
    case .medium: 1024...9216
    case .large: 9216...1e10
    }
  }
}
