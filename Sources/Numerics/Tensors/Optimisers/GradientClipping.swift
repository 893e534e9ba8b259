/// Scales all gradients down so that their common Euclidean norm is at most a given one.
public final class GradientClipping: UpdateRule {
  /// The greatest norm.
  public let greatest: Double
  /// Before the optimiser.
  public let phase = UpdatePhase.gradient

  /// A rule for that norm.
  public init(toNorm greatest: Double) { self.greatest = greatest }

  /// Scales the gradients in place.
  public func apply(to update: inout ParameterUpdate) throws(TensorError) {
    try scale(update.gradients, of: update.gradientNorm)
  }

  func scale(_ gradients: [Tensor], of norm: Double) throws(TensorError) {
    guard norm.isFinite, norm > greatest else { return }
    // The small number is the field's: PyTorch has it too.
    try TensorList.scale(gradients, by: greatest / (norm + 1e-6))
  }
}

extension ParameterStore {
  /// Scales all gradients down so that their common Euclidean norm is at most `greatest`.
  ///
  /// - Returns: the norm before. Where it is not finite, the gradients stay as they are: skip the
  ///   step.
  @discardableResult
  public func clipGradients(toNorm greatest: Double) throws(TensorError) -> Double {
    let norm = try gradientNorm()
    try GradientClipping(toNorm: greatest).scale(trained.compactMap(\.tensor.gradient), of: norm)
    return norm
  }

  /// The common Euclidean norm of all gradients.
  public func gradientNorm() throws(TensorError) -> Double {
    let norms = try TensorList.norms(trained.compactMap(\.tensor.gradient))
    return norms.isEmpty ? 0 : try Tensor.stacked(norms).norm().item()
  }
}
