import Layout

/// Names one estimate of a page.
public struct EstimateReference: Hashable, Codable, Sendable, CustomStringConvertible {
  /// Whose estimate.
  public var source: EstimateSource
  /// Its `RegionEstimate.id`.
  public var id: Int

  /// Makes a reference.
  public init(source: EstimateSource, id: Int) {
    self.source = source
    self.id = id
  }

  init(_ estimate: RegionEstimate) { self.init(source: estimate.source, id: estimate.id) }

  /// Such as `teacher region 4`.
  public var description: String { "\(source.phrase) region \(id)" }
}

/// What can keep a page from being fused.
public enum FusionError: Error, Hashable {
  /// A variance is NaN, negative or zero.
  case invalidVariance(region: EstimateReference, coordinate: BoxCoordinate)
  /// No estimate of a region says anything about an edge: all its variances are infinite.
  case unknownEdge(region: EstimateReference, coordinate: BoxCoordinate)
  /// A parameter is out of its range.
  case invalidSetting(name: String, reason: String)
}

extension FusionError: CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .invalidVariance(let region, let coordinate):
      "\(region): the variance of \(coordinate) is not a positive number: "
        + "give every edge a variance above 0 (px²), or infinity where it is unknown"
    case .unknownEdge(let region, let coordinate):
      "\(region): every source gives \(coordinate) an infinite variance: "
        + "at least one must know where the edge is"
    case .invalidSetting(let name, let reason):
      "fusion setting '\(name)': \(reason)"
    }
  }
}

extension EstimateSource {
  /// The source as a reason names it.
  var phrase: String {
    switch self {
    case .teacher: "teacher"
    case .student: "student"
    case .languageModel: "language model"
    case .textRules: "text rules"
    case .human: "person"
    }
  }
}
