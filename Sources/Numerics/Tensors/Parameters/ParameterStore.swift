/// A model's tensors by path, such as `backbone.stage1.block0.depthwise.weight`.
///
/// Layers make their tensors here and keep them; optimisers and files go through the store. What
/// changes a tensor in place is seen by both.
public final class ParameterStore {
  /// What a tensor is to its model.
  public enum Role: Hashable, Sendable {
    /// Learnt, and part of the model.
    case weight
    /// Follows the data, as running means do.
    case statistic
    /// Learnt beside the model by a method: folded into weights or left out where the model is used.
    case extra
  }

  /// One tensor of a model.
  public struct Entry: Sendable {
    /// Its path.
    public var name: String
    /// Its numbers.
    public var tensor: Tensor
    /// What it is to the model.
    public var role = Role.weight
    /// Whether it stays as it is.
    public var isFrozen = false
    /// Whether weight decay applies: not to norms, biases and scales.
    public var decays = false
    /// Its share of the learning rate.
    public var rateFactor = 1.0

    /// Whether training changes it by gradients.
    public var isTrained: Bool { role != .statistic && !isFrozen }
  }

  /// In the order in which the layers made them.
  public private(set) var entries: [Entry] = []
  /// The layers' parameters by path.
  public private(set) var weights: [String: Weight] = [:]
  /// Begun by whoever runs the model.
  public let passes = PassCounter()
  private var places: [String: Int] = [:]
  /// What first numbers and noise come from.
  public let seed: RandomSeed
  let elementType: ElementType

  /// An empty store whose parameters start from a seed.
  ///
  /// - Parameter elementType: double precision is for checks.
  public init(seed: UInt64, elementType: ElementType = .float32) throws(TensorError) {
    self.seed = RandomSeed(seed)
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

  /// Whether the model computes with other numbers than it stores, or has more than its own.
  public var isTransformed: Bool {
    entries.contains { $0.role == .extra } || weights.values.contains(where: \.isTransformed)
  }

  /// Clears all gradients.
  public func clearGradients() throws(TensorError) {
    for entry in entries where entry.isTrained { try entry.tensor.setGradient(nil) }
  }

  func add(_ entry: Entry, _ weight: Weight? = nil) throws(TensorError) {
    guard places.updateValue(entries.count, forKey: entry.name) == nil else {
      throw .parameterMismatch(name: entry.name, reason: "two layers have this path")
    }
    entries.append(entry)
    if let weight { weights[entry.name] = weight }
  }

  /// Changes what is known of the tensors below some paths: all of a layer, a part, or the model.
  ///
  /// - Returns: the names among the paths that lead to none.
  @discardableResult
  func change(below paths: [String], _ body: (inout Entry) -> Void) -> [String] {
    var unused = Set(paths)
    for place in entries.indices {
      let name = entries[place].name
      guard let path = paths.first(where: { name == $0 || name.hasPrefix($0 + ".") }) else {
        continue
      }
      unused.remove(path)
      body(&entries[place])
    }
    return unused.sorted()
  }
}
