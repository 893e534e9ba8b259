import Layout

/// Tells errors that follow a spread from those that do not: a line too many, a region cut short.
///
/// A few edges are wrong by a line or much more, and their squares would outweigh all others: on
/// human labels the root mean square of a source's errors is five to ten times their usual size.
/// Fusion does not average such edges but guards against them (`DisagreementGuard`), by the same
/// bound; what it weighs by is the spread of the others.
struct GrossErrors: Sendable {
  /// Deviations beyond which an error is gross: the 0.999 quantile of χ²₁, as in the guard.
  static let deviations = 10.83.squareRoot()
  /// Least standard deviation, thousandths of the page's longer side: people do not draw finer.
  static let leastDeviation = 0.5

  /// Errors that follow the spread.
  let usual: ClosedRange<Double>

  /// From a sample of errors, which is clipped at so many deviations until none is left beyond.
  init(_ errors: [Double]) {
    let middle = errors.median
    var limit = Double.infinity
    while true {
      let kept = errors.map { abs($0 - middle) }.filter { $0 <= limit }
      let square = kept.reduce(0) { $0 + $1 * $1 } / Double(max(1, kept.count))
      let next = Self.deviations * max(Self.leastDeviation, square.squareRoot())
      guard next < limit * (1 - 1e-6) else { break }
      limit = next
    }
    usual = (middle - limit)...(middle + limit)
  }
}

extension [Double] {
  /// The middle value, or the mean of the two; 0 for none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
