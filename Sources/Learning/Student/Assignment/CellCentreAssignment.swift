import Layout

/// Each truth is learnt, for sure, by the one cell that holds its centre (Redmon et al., CVPR 2016).
///
/// What task-aligned assignment is compared with; not for training.
public struct CellCentreAssignment: PointAssignment {
  /// The last bin of the sides: a side is at most that many strides long.
  public var lastBin: Int

  /// Makes the rule for a head with that last bin.
  public init(lastBin: Int) { self.lastBin = lastBin }

  /// The positives of an image, by point, each with a target of 1.
  public func positives(
    _ truths: [Truth], _ predictions: PointPredictions, points: AnchorPoints
  ) -> [PositivePoint] {
    var owner: [Int: Int] = [:]
    for (index, truth) in truths.enumerated() {
      guard let point = point(of: truth.box, points) else { continue }
      // A point with several truths has the smallest.
      if let other = owner[point], truths[other].box.area <= truth.box.area { continue }
      owner[point] = index
    }
    return owner.sorted { $0.key < $1.key }.map {
      PositivePoint(point: $0.key, truth: $0.value, target: 1)
    }
  }

  /// The cell of the finest level from which all edges can be reached.
  private func point(of box: Box, _ points: AnchorPoints) -> Int? {
    let reach = max(box.width, box.height) / 2
    let level =
      points.levels.first { Double(lastBin * $0.stride) >= reach + Double($0.stride) / 2 }
      ?? points.levels.last
    guard let level, level.rows > 0, level.columns > 0 else { return nil }
    let row = Int(box.centreY) / level.stride
    let column = Int(box.centreX) / level.stride
    return level.start + min(max(row, 0), level.rows - 1) * level.columns
      + min(max(column, 0), level.columns - 1)
  }
}
