import Layout

/// When two regions of different sources may be one, and how alike they are.
public struct MatchingSettings: Hashable, Codable, Sendable {
  /// Least intersection over union; of two roles the lower one counts.
  ///
  /// Thin boxes get less: an error of one line height already halves their overlap.
  public var minimumOverlap: RoleTable<Double>
  /// Weight of `1 − IoU` in the cost.
  public var overlapWeight: Double
  /// Weight of `1 − ⟨p, q⟩` of the class probabilities in the cost.
  public var classWeight: Double
  /// Weight of the centres' distance over the page's diagonal in the cost.
  public var distanceWeight: Double

  /// Makes the settings; the defaults are our choice.
  public init(
    minimumOverlap: RoleTable<Double> = RoleTable(
      0.5,
      [.title: 0.3, .caption: 0.3, .sectionHeader: 0.3, .pageHeader: 0.3, .pageFooter: 0.3]),
    overlapWeight: Double = 2, classWeight: Double = 1, distanceWeight: Double = 0.5
  ) {
    self.minimumOverlap = minimumOverlap
    self.overlapWeight = overlapWeight
    self.classWeight = classWeight
    self.distanceWeight = distanceWeight
  }

  /// The cost that no permitted pair can exceed, and so the price of leaving a region alone.
  public var greatestCost: Double { overlapWeight + classWeight + distanceWeight }
}

/// What matching needs to know of a region.
public struct MatchCandidate: Hashable, Sendable {
  /// Page-image pixels.
  public var box: Box
  /// Probabilities over the taxonomy.
  public var classProbabilities: [Double]
  /// Role of the most probable class.
  public var role: RegionRole

  /// Makes a candidate.
  public init(box: Box, classProbabilities: [Double], role: RegionRole) {
    self.box = box
    self.classProbabilities = classProbabilities
    self.role = role
  }
}

extension MatchingSettings {
  /// The least overlap at which regions of these roles are one.
  public func threshold(_ first: RegionRole, _ second: RegionRole) -> Double {
    min(minimumOverlap[first], minimumOverlap[second])
  }

  /// Cost of a pair: `2(1−IoU) + (1−⟨p,q⟩) + ½·distance/diagonal` with the default weights;
  /// infinite when the roles are incompatible or the overlap is too small.
  ///
  /// - Parameter diagonal: length of the page's diagonal, pixels.
  public func cost(_ first: MatchCandidate, _ second: MatchCandidate, diagonal: Double) -> Double {
    guard first.role.isCompatible(with: second.role) else { return .infinity }
    let overlap = first.box.intersectionOverUnion(second.box)
    guard overlap > 0, overlap >= threshold(first.role, second.role) else { return .infinity }
    let likeness = zip(first.classProbabilities, second.classProbabilities)
      .reduce(0) { $0 + $1.0 * $1.1 }
    let dx = first.box.centreX - second.box.centreX
    let dy = first.box.centreY - second.box.centreY
    let distance = (dx * dx + dy * dy).squareRoot() / max(diagonal, 1)
    return overlapWeight * (1 - overlap) + classWeight * (1 - likeness)
      + distanceWeight * distance
  }
}
