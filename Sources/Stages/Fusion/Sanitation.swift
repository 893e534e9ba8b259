import Layout

/// Why an estimate took no part in fusion.
public enum DropReason: String, Codable, CaseIterable, Sendable {
  /// An edge is NaN or infinite, or the box is inverted or empty.
  case invalidBox = "invalid_box"
  /// Less than half of the box lies on the page.
  case offPage = "off_page"
  /// Class probabilities are NaN, negative, of the wrong number, or do not sum to 1.
  case invalidProbabilities = "invalid_probabilities"
  /// The score is NaN or outside 0...1.
  case invalidScore = "invalid_score"
  /// A person's region is never fused with an automatic one, or it came in the wrong list.
  case wrongSource = "wrong_source"
}

/// An estimate that was left out, and why.
public struct DroppedEstimate: Hashable, Codable, Sendable {
  /// Which one.
  public var estimate: EstimateReference
  /// Why.
  public var reason: DropReason

  /// Names an estimate and the reason.
  public init(estimate: EstimateReference, reason: DropReason) {
    self.estimate = estimate
    self.reason = reason
  }
}

/// Checks estimates before they are fused: nothing is repaired silently.
public struct Sanitation: Hashable, Sendable {
  /// The page, pixels.
  public var bounds: Box
  /// Number of classes that every estimate must speak of.
  public var classCount: Int
  /// How far a box may stick out of the page before that is worth a flag, pixels.
  public var offPageTolerance: Double

  /// Makes the checks.
  public init(bounds: Box, classCount: Int, offPageTolerance: Double = 2) {
    self.bounds = bounds
    self.classCount = classCount
    self.offPageTolerance = offPageTolerance
  }

  /// Splits estimates into those fit for fusion and those left out.
  ///
  /// A box that sticks out of the page is cut if at least half of it lies inside (and flagged
  /// `clipped` if it stuck out by more than the tolerance), else left out.
  ///
  /// - Throws: `FusionError.invalidVariance` for a NaN, negative or zero variance.
  public func check(
    _ estimates: [RegionEstimate], from sources: [EstimateSource]
  ) throws(FusionError) -> (kept: [RegionEstimate], dropped: [DroppedEstimate]) {
    var kept: [RegionEstimate] = []
    var dropped: [DroppedEstimate] = []
    for estimate in estimates {
      if let reason = reasonToDrop(estimate, from: sources) {
        dropped.append(DroppedEstimate(estimate: EstimateReference(estimate), reason: reason))
        continue
      }
      for coordinate in BoxCoordinate.allCases where !(estimate.variance[coordinate] > 0) {
        throw .invalidVariance(region: EstimateReference(estimate), coordinate: coordinate)
      }
      kept.append(clipped(estimate))
    }
    return (kept, dropped)
  }

  private func reasonToDrop(
    _ estimate: RegionEstimate, from sources: [EstimateSource]
  ) -> DropReason? {
    guard sources.contains(estimate.source) else { return .wrongSource }
    guard estimate.box.isValid else { return .invalidBox }
    let probabilities = estimate.classProbabilities
    guard probabilities.count == classCount, probabilities.allSatisfy({ $0 >= 0 }),
      abs(probabilities.reduce(0, +) - 1) <= 1e-3
    else { return .invalidProbabilities }
    guard (0...1).contains(estimate.score) else { return .invalidScore }
    return estimate.box.fractionInside(bounds) >= 0.5 ? nil : .offPage
  }

  private func clipped(_ estimate: RegionEstimate) -> RegionEstimate {
    var estimate = estimate
    let box = estimate.box.clipped(to: bounds)
    let excess = BoxCoordinate.allCases.map { abs(estimate.box[$0] - box[$0]) }.max() ?? 0
    if excess > offPageTolerance, !estimate.evidence.flags.contains(RegionFlag.clipped.rawValue) {
      estimate.evidence.flags.append(RegionFlag.clipped.rawValue)
    }
    estimate.box = box
    return estimate
  }
}
