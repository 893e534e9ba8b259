import Layout

/// How the teacher's share in the pools of a region changes.
public enum PoolChange: Hashable, Sendable {
  /// The logit of its share in the class pool and in the score pool is shifted.
  case shift(Double)
  /// Its share in the class pool is set, 0...1.
  case classShare(Double)
}

/// Decides how much each source's class probabilities and score count, beside the settings.
public protocol PoolWeighting: Sendable {
  /// The weighting for the regions of a page.
  func prepared(for page: PageContext) -> any PoolWeighting

  /// How the pools of one region change; `nil` leaves them as the settings have them.
  func change(for estimates: [RegionEstimate]) -> PoolChange?
}

extension PoolWeighting {
  /// A weighting that does not look at the page.
  public func prepared(for page: PageContext) -> any PoolWeighting { self }
}

extension PoolChange {
  /// The exponents (or shares) of estimates in the class pool.
  func classes(_ exponents: [Double], _ estimates: [RegionEstimate]) -> [Double] {
    let isTeacher = estimates.map { $0.source.isDetector }
    switch self {
    case .shift(let shift):
      return TeacherTilt.weights(exponents, isTeacher: isTeacher, shiftedBy: shift)
    case .classShare(let share):
      return TeacherTilt.weights(exponents, isTeacher: isTeacher, share: share)
    }
  }

  /// The weights of estimates in the score pool.
  func scores(_ weights: [Double], _ estimates: [RegionEstimate]) -> [Double] {
    guard case .shift(let shift) = self else { return weights }
    return TeacherTilt.weights(
      weights, isTeacher: estimates.map { $0.source.isDetector }, shiftedBy: shift)
  }
}

/// Weighs pools by a learned gate, as its `PoolUse` says.
public struct GatePooling: PoolWeighting {
  private var boxes: GateWeighting

  /// Makes the weighting of pools that belongs to one of boxes.
  public init(_ boxes: GateWeighting) { self.boxes = boxes }

  /// The weighting for the regions of a page.
  public func prepared(for page: PageContext) -> any PoolWeighting { GatePooling(boxes.on(page)) }

  /// How the pools of one region change.
  public func change(for estimates: [RegionEstimate]) -> PoolChange? {
    switch boxes.gate.pools {
    case .none: nil
    case .same: boxes.gate.shifts(for: estimates, on: boxes.page)?.first.map(PoolChange.shift)
    case .own: boxes.gate.shifts(for: estimates, on: boxes.page)?.last.map(PoolChange.shift)
    case .weight: (try? boxes.weights(for: estimates))?.gate.map(PoolChange.classShare)
    }
  }
}

extension PageFusion {
  /// Makes the fusion of a learned gate.
  ///
  /// - Parameter unnamed: by source, the indices of classes that it has no name for.
  public init(
    taxonomy: Taxonomy, settings: FusionSettings = FusionSettings(), gate: Gate,
    unnamed: SourceTable<Set<Int>> = SourceTable([])
  ) {
    let boxes = GateWeighting(
      gate, base: settings.boxes.weighting, correlation: settings.boxes.correlation)
    self.init(
      taxonomy: taxonomy, settings: settings, weighting: boxes, pools: GatePooling(boxes),
      unnamed: unnamed)
  }
}
