/// How a loss becomes one number.
public enum Reduction: Int, Sendable, CaseIterable {
  /// One for each element.
  case none = 0
  /// Their mean.
  case mean = 1
  /// Their sum.
  case sum = 2
}

extension Reduction: OperationArgument {
  func append(to arguments: inout NativeArguments) { rawValue.append(to: &arguments) }
}

extension Tensor {
  private static let crossEntropyOperation = Operation("cross_entropy_loss")
  private static let binaryOperation = Operation("binary_cross_entropy_with_logits")
  private static let squaredOperation = Operation("mse_loss")
  private static let absoluteOperation = Operation("l1_loss")
  private static let smoothOperation = Operation("smooth_l1_loss")
  private static let divergenceOperation = Operation("kl_div")

  /// Negative log-probability of the right class, by the softmax of these logits.
  ///
  /// - Parameters:
  ///   - target: classes, `int64` `[batch, ...]`, or their probabilities in this tensor's shape
  ///     `[batch, classes, ...]`.
  ///   - weights: of the classes.
  ///   - ignoring: a class that does not count.
  ///   - smoothing: share of the target that is spread over all classes.
  public func crossEntropy(
    _ target: Tensor, weights: Tensor? = nil, ignoring: Int = -100, smoothing: Double = 0,
    _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor {
    try Self.crossEntropyOperation(self, target, weights, reduction, ignoring, smoothing)
  }

  /// Binary cross entropy of targets in 0...1, by the sigmoid of these logits.
  ///
  /// - Parameters:
  ///   - weights: of the elements.
  ///   - positiveWeights: of the share of the target that is 1.
  public func binaryCrossEntropy(
    _ target: Tensor, weights: Tensor? = nil, positiveWeights: Tensor? = nil,
    _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor {
    try Self.binaryOperation(self, target, weights, positiveWeights, reduction)
  }

  /// Squared difference.
  public func squaredError(
    _ target: Tensor, _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor { try Self.squaredOperation(self, target, reduction) }

  /// Magnitude of the difference.
  public func absoluteError(
    _ target: Tensor, _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor { try Self.absoluteOperation(self, target, reduction) }

  /// Half the squared difference over `beta` up to `beta`, and its magnitude less `beta`/2 beyond.
  public func smoothAbsoluteError(
    _ target: Tensor, beta: Double = 1, _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor { try Self.smoothOperation(self, target, reduction, beta) }

  /// Kullback–Leibler divergence of target probabilities from these log-probabilities.
  ///
  /// The mean is over all elements; sum and divide for that over the batch.
  public func divergence(
    of target: Tensor, _ reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor { try Self.divergenceOperation(self, target, reduction) }
}
