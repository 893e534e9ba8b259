/// Tensors that an optimiser keeps for each parameter, and how many steps each has taken.
struct OptimiserState {
  let entries: [ParameterStore.Entry]
  /// By name, then by the parameters' order.
  private(set) var moments: [String: [Tensor]] = [:]
  /// Steps that each parameter has taken.
  var steps: [Int]

  /// Zeros for each name and parameter.
  init(_ entries: [ParameterStore.Entry], names: [String]) throws(TensorError) {
    self.entries = entries
    steps = [Int](repeating: 0, count: entries.count)
    for name in names {
      moments[name] = try entries.map { (entry) throws(TensorError) in
        try entry.tensor.detached().zerosLike()
      }
    }
  }

  /// The moments of that name at places.
  func moments(_ name: String, at places: [Int]) -> [Tensor] {
    guard let all = moments[name] else { return [] }
    return places.count == all.count ? all : places.map { all[$0] }
  }

  /// All of it by name, `moment.path` and `steps`.
  func named() throws(TensorError) -> [String: Tensor] {
    var state = ["steps": try Tensor(steps)]
    for (name, tensors) in moments {
      for (entry, tensor) in zip(entries, tensors) { state["\(name).\(entry.name)"] = tensor }
    }
    return state
  }

  /// Goes on from what `named` gave.
  mutating func restore(_ state: [String: Tensor]) throws(TensorError) {
    guard let counts = try state["steps"]?.array(of: Int.self), counts.count == entries.count else {
      throw .parameterMismatch(
        name: "steps", reason: "the optimiser's state is not that of \(entries.count) parameters")
    }
    var (old, new): ([Tensor], [Tensor]) = ([], [])
    for (name, tensors) in moments {
      for (entry, tensor) in zip(entries, tensors) {
        let path = "\(name).\(entry.name)"
        guard let saved = state[path], saved.shape == tensor.shape else {
          throw .parameterMismatch(
            name: path, reason: "missing in the optimiser's state, or of another shape")
        }
        old.append(tensor)
        new.append(saved)
      }
    }
    try TensorList.replace(old, by: new)
    steps = counts
  }
}
