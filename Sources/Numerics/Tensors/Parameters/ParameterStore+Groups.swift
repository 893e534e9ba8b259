extension ParameterStore {
  /// Leaves all parameters below some paths as they are.
  ///
  /// - Parameter paths: such as `backbone` or `head.tower`.
  /// - Throws: `TensorError.parameterMismatch` where a path leads to nothing.
  public func freeze(_ paths: [String]) throws(TensorError) {
    try refuse(change(below: paths) { if $0.role != .statistic { $0.isFrozen = true } })
    for entry in entries where entry.isFrozen { try entry.tensor.stopGradient() }
  }

  /// Gives the parameters below a path a share of the learning rate.
  ///
  /// - Throws: `TensorError.parameterMismatch` where the path leads to nothing.
  public func setRate(_ factor: Double, below path: String) throws(TensorError) {
    try refuse(change(below: [path]) { $0.rateFactor = factor })
  }

  private func refuse(_ unused: [String]) throws(TensorError) {
    guard let path = unused.first else { return }
    let parts = Set(entries.compactMap { $0.name.split(separator: ".").first.map(String.init) })
    throw .parameterMismatch(
      name: path,
      reason:
        "no parameter lies there; the model's parts are \(parts.sorted().joined(separator: ", "))"
    )
  }
}
