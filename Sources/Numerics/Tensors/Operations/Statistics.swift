extension Tensor {
  private static let productOperation = Operation("prod", "dim_int")
  private static let deviationOperation = Operation("std", "correction")
  private static let logSumOperation = Operation("logsumexp")
  private static let countOperation = Operation("bincount")
  private static let medianOperation = Operation("median", "dim")
  private static let normOperation = Operation("linalg_vector_norm")
  private static let nonzeroOperation = Operation("count_nonzero", "dim_IntList")

  /// Product along a dimension.
  public func product(along dimension: Int, keeping: Bool = false) throws(TensorError) -> Tensor {
    try Self.productOperation(self, dimension, keeping)
  }
  /// Standard deviation along dimensions, over the count less `correction`.
  public func standardDeviation(
    along dimensions: [Int], correction: Int = 0, keeping: Bool = false
  ) throws(TensorError) -> Tensor {
    try Self.deviationOperation(self, dimensions, correction, keeping)
  }
  /// Logarithm of the sum of the exponentials along dimensions.
  public func logSumExp(
    along dimensions: [Int], keeping: Bool = false
  ) throws(TensorError) -> Tensor { try Self.logSumOperation(self, dimensions, keeping) }

  /// The middle value along a dimension, the lower of two, and where it is.
  public func median(
    along dimension: Int, keeping: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.medianOperation.pair(self, dimension, keeping)
  }
  /// How often each of the whole numbers 0 ..< at least `count` is in a vector, or the sum of their
  /// weights.
  public func counts(atLeast count: Int = 0, weights: Tensor? = nil) throws(TensorError) -> Tensor {
    try Self.countOperation(self, weights, count)
  }
  /// (Σ |x|^order)^(1 / order) along dimensions; of all where none is named.
  public func norm(
    order: Double, along dimensions: [Int] = [], keeping: Bool = false
  ) throws(TensorError) -> Tensor {
    try Self.normOperation(self, order, dimensions.isEmpty ? nil : dimensions, keeping)
  }
  /// How many are not zero along dimensions, `int64`.
  public func nonzeroCount(along dimensions: [Int]) throws(TensorError) -> Tensor {
    try Self.nonzeroOperation(self, dimensions)
  }
  /// Each vector along a dimension over its Euclidean norm, which counts as at least `epsilon`.
  public func normalised(
    along dimension: Int, epsilon: Double = 1e-12
  ) throws(TensorError) -> Tensor {
    // Sums go in stages; the norm adds one square after another, which loses a digit over the
    // thousands of positions of a page.
    let squares = try (self * self).sum(along: [dimension], keeping: true)
    return try self / squares.clamped(from: epsilon * epsilon).squareRoot()
  }
}
