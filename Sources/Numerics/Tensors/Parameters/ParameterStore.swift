/// A model's tensors by path, such as `backbone.stage1.block0.depthwise.weight`.
///
/// Layers make their tensors here and keep them; optimisers and files go through the store. What
/// changes a tensor in place is seen by both.
public final class ParameterStore {
  /// One tensor of a model.
  public struct Entry: Sendable {
    /// Its path.
    public var name: String
    /// Its numbers.
    public var tensor: Tensor
    /// Whether training changes it; running statistics are not trained.
    public var isTrained: Bool
    /// Whether weight decay applies: not to norms, biases and scales.
    public var decays: Bool
  }

  /// In the order in which the layers made them.
  public private(set) var entries: [Entry] = []
  private var places: [String: Int] = [:]
  let generator: RandomGenerator
  let elementType: ElementType

  /// An empty store whose parameters start from a seed.
  ///
  /// - Parameter elementType: double precision is for checks.
  public init(seed: UInt64, elementType: ElementType = .float32) throws(TensorError) {
    generator = try RandomGenerator(seed: seed)
    self.elementType = elementType
  }

  /// The root of all paths.
  public var root: ParameterPath { ParameterPath(store: self, name: "") }

  /// The tensor of that path.
  public subscript(name: String) -> Tensor? { places[name].map { entries[$0].tensor } }

  /// The tensors that training changes.
  public var trained: [Entry] { entries.filter(\.isTrained) }

  /// How many numbers training changes.
  public var parameterCount: Int { trained.reduce(0) { $0 + $1.tensor.count } }

  /// Clears all gradients.
  public func clearGradients() throws(TensorError) {
    for entry in entries where entry.isTrained { try entry.tensor.setGradient(nil) }
  }

  func add(_ entry: Entry) throws(TensorError) {
    guard places.updateValue(entries.count, forKey: entry.name) == nil else {
      throw .parameterMismatch(name: entry.name, reason: "two layers have this path")
    }
    entries.append(entry)
  }
}

/// A place in a store's tree of names.
public struct ParameterPath {
  let store: ParameterStore
  let name: String

  /// A place below.
  public static func / (path: ParameterPath, child: String) -> ParameterPath {
    ParameterPath(store: path.store, name: path.name.isEmpty ? child : path.name + "." + child)
  }

  /// Makes a tensor that training changes.
  public func parameter(
    _ shape: [Int], _ initialiser: Initialiser, decays: Bool = false
  ) throws(TensorError) -> Tensor {
    let tensor = try initialiser.tensor(shape, store.generator).converted(to: store.elementType)
      .requiringGradient()
    try store.add(.init(name: name, tensor: tensor, isTrained: true, decays: decays))
    return tensor
  }

  /// Makes a tensor that belongs to the model and is not trained.
  public func statistic(_ shape: [Int], _ value: Double) throws(TensorError) -> Tensor {
    let tensor = try Tensor.filled(value, shape, store.elementType)
    try store.add(.init(name: name, tensor: tensor, isTrained: false, decays: false))
    return tensor
  }

  /// Takes a tensor as one that training changes.
  func parameter(_ numbers: Tensor, decays: Bool) throws(TensorError) -> Tensor {
    let tensor = try numbers.converted(to: store.elementType).requiringGradient()
    try store.add(.init(name: name, tensor: tensor, isTrained: true, decays: decays))
    return tensor
  }

  /// Takes a tensor as one that belongs to the model and is not trained.
  func statistic(_ numbers: Tensor) throws(TensorError) -> Tensor {
    let tensor = try numbers.converted(to: store.elementType)
    try store.add(.init(name: name, tensor: tensor, isTrained: false, decays: false))
    return tensor
  }
}
