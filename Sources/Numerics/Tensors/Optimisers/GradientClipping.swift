extension ParameterStore {
  /// Scales all gradients down so that their common Euclidean norm is at most `greatest`.
  ///
  /// - Returns: the norm before. Where it is not finite, the gradients stay as they are: skip the
  ///   step.
  @discardableResult
  public func clipGradients(toNorm greatest: Double) throws(TensorError) -> Double {
    let norm = try gradientNorm()
    if norm.isFinite, norm > greatest {
      // The small number is the field's: PyTorch has it too.
      try TensorList.scale(trained.compactMap(\.tensor.gradient), by: greatest / (norm + 1e-6))
    }
    return norm
  }

  /// The common Euclidean norm of all gradients.
  public func gradientNorm() throws(TensorError) -> Double {
    let norms = try TensorList.norms(trained.compactMap(\.tensor.gradient))
    return norms.isEmpty ? 0 : try Tensor.stacked(norms).norm().item()
  }
}
