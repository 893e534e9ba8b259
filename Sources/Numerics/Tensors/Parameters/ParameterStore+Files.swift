extension ParameterStore {
  /// All tensors by path; the store's own, which later steps change.
  public var tensors: [String: Tensor] {
    Dictionary(entries.map { ($0.name, $0.tensor) }) { first, _ in first }
  }

  /// The model's tensors by path as it computes with them: transforms folded into their weights, and
  /// nothing of what methods have beside it.
  public func folded() throws(TensorError) -> [String: Tensor] {
    passes.begin()
    return try withoutGradient { () throws(TensorError) in
      var tensors: [String: Tensor] = [:]
      for entry in entries where entry.role != .extra {
        tensors[entry.name] = try weights[entry.name]?().detached() ?? entry.tensor
      }
      return tensors
    }
  }

  /// Copies numbers in by path.
  ///
  /// - Parameter prefix: what stands before the paths there; other names are passed over. With none,
  ///   every name must be a path of this model.
  /// - Throws: `TensorError.parameterMismatch` that tells the missing, unexpected and misshapen
  ///   paths; nothing has changed then.
  public func load(_ tensors: [String: Tensor], prefix: String = "") throws(TensorError) {
    var problems: [(name: String, problem: String)] = []
    var pairs: [(Entry, Tensor)] = []
    for entry in entries {
      guard let tensor = tensors[prefix + entry.name] else {
        problems.append((entry.name, "missing"))
        continue
      }
      if tensor.shape == entry.tensor.shape {
        pairs.append((entry, tensor))
      } else {
        problems.append((entry.name, "has the shape \(tensor.shape), not \(entry.tensor.shape)"))
      }
    }
    for name in tensors.keys.sorted() where name.hasPrefix(prefix) {
      let path = String(name.dropFirst(prefix.count))
      if self[path] == nil { problems.append((path, "unexpected")) }
    }
    if let first = problems.first {
      throw .parameterMismatch(
        name: first.name, reason: first.problem + Self.others(problems.dropFirst()))
    }
    for (entry, tensor) in pairs { try entry.tensor.replaceNumbers(by: tensor) }
  }

  /// Copies in what fits: tensors of a path and shape that the model has.
  ///
  /// - Parameter isMeant: which paths may be taken.
  /// - Returns: the paths that were taken.
  @discardableResult
  public func loadFitting(
    _ tensors: [String: Tensor], where isMeant: (String) -> Bool = { _ in true }
  ) throws(TensorError) -> [String] {
    var taken: [String] = []
    for entry in entries where isMeant(entry.name) {
      guard let tensor = tensors[entry.name], tensor.shape == entry.tensor.shape else { continue }
      try entry.tensor.replaceNumbers(by: tensor)
      taken.append(entry.name)
    }
    return taken
  }

  /// Copies numbers in from a safetensors file.
  ///
  /// - Throws: `TensorError.unreadable`, `TensorError.parameterMismatch`.
  public func load(from path: String, prefix: String = "") throws(TensorError) {
    try load(try Safetensors(contentsOf: path).tensors, prefix: prefix)
  }

  /// Writes all tensors into a safetensors file, as a whole or not at all.
  public func save(to path: String, metadata: [String: String] = [:]) throws(TensorError) {
    try Safetensors(tensors, metadata: metadata).write(to: path)
  }

  /// Names up to five more problems.
  private static func others(_ problems: ArraySlice<(name: String, problem: String)>) -> String {
    let named = problems.prefix(5).map { "'\($0.name)' \($0.problem)" }
    let rest = problems.count - named.count
    return (named.isEmpty ? "" : "; also \(named.joined(separator: ", "))")
      + (rest > 0 ? " and \(rest) more" : "") + ". Is the file of this model and preset?"
  }
}
