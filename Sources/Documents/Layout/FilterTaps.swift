/// For each target position along one axis, the source samples it blends and their weights.
///
/// A triangle filter, as wide as the reduction, so that thin strokes survive; it is linear
/// interpolation when enlarging.
public struct FilterTaps: Sendable {
  /// Target positions that the page reaches.
  public let covered: Range<Int>
  /// First source sample of each target position.
  public private(set) var first: [Int]
  /// Weights of all positions, one after another; each position's sum to 1.
  public private(set) var weights: [Float]
  @usableFromInline private(set) var starts: [Int]

  /// Weighs the samples of one axis.
  ///
  /// - Parameters:
  ///   - count: target positions.
  ///   - source: source samples.
  ///   - scale: target positions per source sample.
  ///   - offset: target position of the source's edge.
  public init(count: Int, source: Int, scale: Double, offset: Double) {
    let from = max(0, min(count, Int(offset.rounded())))
    let to = max(from, min(count, Int((offset + Double(source) * scale).rounded())))
    covered = from..<to
    first = [Int](repeating: 0, count: count)
    starts = [Int](repeating: 0, count: count + 1)
    weights = []
    let support = max(1, 1 / scale)
    for position in 0..<count {
      starts[position] = weights.count
      guard covered.contains(position) else { continue }
      let centre = (Double(position) + 0.5 - offset) / scale
      let low = max(0, min(source - 1, Int((centre - support + 0.5).rounded(.down))))
      let high = max(low + 1, min(source, Int((centre + support + 0.5).rounded(.down))))
      var taps = (low..<high).map { max(0, 1 - abs((Double($0) + 0.5 - centre) / support)) }
      let sum = taps.reduce(0, +)
      if sum <= 0 { taps = taps.indices.map { $0 == 0 ? 1 : 0 } }
      first[position] = low
      weights += taps.map { Float($0 / (sum > 0 ? sum : 1)) }
    }
    starts[count] = weights.count
  }

  /// Where a position's weights stand in `weights`.
  @inlinable public func range(of position: Int) -> Range<Int> {
    starts[position]..<starts[position + 1]
  }
}
