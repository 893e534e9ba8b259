import Foundation

/// Fits maps from stated to observed variances.
///
/// Sources: Levi et al. 2022 (scaling), Kuleshov et al. 2018 (isotonic).
public enum VarianceFit {
  /// Residuals from which an isotonic map is fitted.
  public static let leastForIsotonic = 200
  /// Residuals from which a map of its own is fitted at all.
  public static let leastForAffine = 20

  /// The richest map that so many residuals bear; `nil` where they bear none of their own.
  public static func best(_ residuals: [EdgeResidual]) -> VarianceMap? {
    if residuals.count >= leastForIsotonic { return isotonic(residuals) }
    return residuals.count >= leastForAffine ? affine(residuals) : nil
  }

  /// Std scaling: `s² = mean(e²/v)`.
  public static func scaling(_ residuals: [EdgeResidual]) -> VarianceMap {
    .scaled(max(1e-9, mean(residuals) { $0.error * $0.error / $0.variance }))
  }

  /// `v ← A·v + B` of the greatest likelihood under normal errors.
  ///
  /// For a given `r = B/A` the best `A` is `mean(e²/(v + r))`; so only `r` is searched for: over
  /// powers of ten first, then by golden section. The constant map is the end of that line.
  public static func affine(_ residuals: [EdgeResidual]) -> VarianceMap {
    let typical = mean(residuals) { $0.variance }
    func map(_ ratio: Double) -> VarianceMap {
      let factor = max(1e-12, mean(residuals) { $0.error * $0.error / ($0.variance + ratio) })
      return .affine(factor: factor, offset: max(VarianceMap.floor, factor * ratio))
    }
    func loss(_ ratio: Double) -> Double {
      UncertaintyReport.negativeLogLikelihood(residuals, map(ratio))
    }
    let ratios = (-40...40).map { typical * pow(10, Double($0) / 10) }
    let losses = ratios.map(loss)
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    var (low, high) = (ratios[max(0, best - 1)], ratios[min(ratios.count - 1, best + 1)])
    let golden = (5.0.squareRoot() - 1) / 2
    for _ in 0..<40 {
      let (left, right) = (high - golden * (high - low), low + golden * (high - low))
      if loss(left) < loss(right) { high = right } else { low = left }
    }
    let square = mean(residuals) { $0.error * $0.error }
    let candidates = [
      map((low + high) / 2), map(0),
      .affine(factor: 0, offset: max(VarianceMap.floor, square)),
    ]
    return candidates.min {
      UncertaintyReport.negativeLogLikelihood(residuals, $0)
        < UncertaintyReport.negativeLogLikelihood(residuals, $1)
    } ?? .identity
  }

  /// Isotonic regression of squared errors on stated variances, by pooling adjacent violators.
  ///
  /// Source: Ayer et al. 1955.
  /// Squared errors of single edges scatter widely, and the lowest block would hold the luckiest
  /// of them: blocks start as runs of 20 neighbours.
  public static func isotonic(_ residuals: [EdgeResidual]) -> VarianceMap {
    struct Block {
      var stated: Double
      var observed: Double
      var count: Double
      /// The greatest stated variance in it.
      var top: Double

      mutating func append(_ other: Block) {
        let sum = count + other.count
        stated = (stated * count + other.stated * other.count) / sum
        observed = (observed * count + other.observed * other.count) / sum
        count = sum
        top = other.top
      }
    }
    let sorted = residuals.sorted { $0.variance < $1.variance }
    var starts: [Block] = []
    for residual in sorted {
      let one = Block(
        stated: residual.variance, observed: residual.error * residual.error, count: 1,
        top: residual.variance)
      // Equal variances stay together: a map has one value for them.
      if let last = starts.last,
        last.count < Double(leastForAffine) || residual.variance == last.top
      {
        starts[starts.count - 1].append(one)
      } else {
        starts.append(one)
      }
    }
    if starts.count > 1, let last = starts.last, last.count < Double(leastForAffine) {
      starts.removeLast()
      starts[starts.count - 1].append(last)
    }
    var blocks: [Block] = []
    for start in starts {
      blocks.append(start)
      while blocks.count > 1, blocks[blocks.count - 2].observed >= blocks[blocks.count - 1].observed
      {
        let last = blocks.removeLast()
        blocks[blocks.count - 1].append(last)
      }
    }
    return .isotonic(
      blocks.map { .init(stated: $0.stated, observed: max(VarianceMap.floor, $0.observed)) })
  }

  private static func mean(
    _ residuals: [EdgeResidual], _ value: (EdgeResidual) -> Double
  ) -> Double {
    residuals.reduce(0) { $0 + value($1) } / Double(max(1, residuals.count))
  }
}
