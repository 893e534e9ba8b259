extension ProcessGroup {
  /// Gives all processes the model of rank 0, running statistics included.
  public func broadcast(_ store: ParameterStore) throws(TensorError) {
    try broadcast(store.entries.map(\.tensor))
  }

  /// Averages the gradients of a model over all processes.
  ///
  /// A parameter that has no gradient here counts with zeros, and has one afterwards.
  public func averageGradients(of store: ParameterStore) throws(TensorError) {
    let gradients = try store.trained.map { (entry) throws(TensorError) in
      if let gradient = entry.tensor.gradient { return gradient }
      let zeros = try entry.tensor.detached().zerosLike()
      try entry.tensor.setGradient(zeros)
      return zeros
    }
    try sum(gradients)
    try TensorList.scale(gradients, by: 1 / Double(size))
  }
}
