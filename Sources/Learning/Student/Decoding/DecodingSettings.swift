/// Which predictions of a student are kept.
public struct DecodingSettings: Hashable, Codable, Sendable {
  /// Least score; 0.05 to use the detections, 0.001 to measure average precision.
  public var minimumScore = 0.05
  /// Strongest predictions of a level that are looked at.
  public var mostPerLevel = 1000
  /// Overlap beyond which the weaker of two of a class goes.
  public var overlap = 0.6
  /// Regions kept of a page.
  public var mostPerPage = 100
  /// Whether edges are averaged over overlapping predictions by their variances.
  public var votes = true

  /// The defaults.
  public init() {}
}
