/// A place in a store's tree of names.
public struct ParameterPath {
  let store: ParameterStore
  let name: String

  /// A place below.
  public static func / (path: ParameterPath, child: String) -> ParameterPath {
    ParameterPath(store: path.store, name: path.name.isEmpty ? child : path.name + "." + child)
  }

  /// Counts the passes of the model that is made here.
  public var passes: PassCounter { store.passes }

  /// Makes a parameter of a layer.
  public func parameter(
    _ shape: [Int], _ initialiser: Initialiser, decays: Bool = false,
    role: ParameterStore.Role = .weight
  ) throws(TensorError) -> Weight {
    try parameter(
      initialiser.tensor(shape, store.seed.generator(for: name)), decays: decays, role: role)
  }

  /// Makes a parameter that starts with these numbers.
  public func parameter(
    _ numbers: Tensor, decays: Bool = false, role: ParameterStore.Role = .weight
  ) throws(TensorError) -> Weight {
    let tensor = try numbers.converted(to: store.elementType).requiringGradient()
    let weight = Weight(path: name, stored: tensor, passes: store.passes)
    try store.add(.init(name: name, tensor: tensor, role: role, decays: decays), weight)
    return weight
  }

  /// Makes a tensor that belongs to the model and is not trained.
  public func statistic(_ shape: [Int], _ value: Double) throws(TensorError) -> Tensor {
    try statistic(.filled(value, shape))
  }

  /// Makes a tensor that belongs to the model, is not trained, and starts with these numbers.
  public func statistic(_ numbers: Tensor) throws(TensorError) -> Tensor {
    let tensor = try numbers.converted(to: store.elementType)
    try store.add(.init(name: name, tensor: tensor, role: .statistic))
    return tensor
  }
}
