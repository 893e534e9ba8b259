/// How wrong an edge was, and how wrong its source said that it may be.
public struct EdgeResidual: Hashable, Sendable {
  /// The edge less the true one, thousandths of the page's longer side.
  public var error: Double
  /// The variance that the source states, in the same unit squared.
  public var variance: Double

  /// Makes a residual.
  public init(error: Double, variance: Double) {
    self.error = error
    self.variance = variance
  }
}
