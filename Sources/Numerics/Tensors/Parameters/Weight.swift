import Synchronization

/// What makes of a stored tensor the one that a layer computes with, such as a squashing function,
/// a quantiser or a product with an adapter.
public protocol WeightTransform: Sendable {
  /// The effective tensor, of the same shape; gradients flow back to the stored one, and to what the
  /// transform has of its own.
  func callAsFunction(_ stored: Tensor) throws(TensorError) -> Tensor
}

/// A parameter of a layer: the tensor that is stored and trained, and what stands for it in a pass.
///
/// Without a transform the two are one. With some, the effective tensor is made once in a pass,
/// however often the layer is called in it.
public final class Weight: Sendable {
  private struct State {
    var transforms: [any WeightTransform] = []
    var memo: (pass: Int, tensor: Tensor)?
  }

  /// Its place in the store, such as `backbone.stem.weight`.
  public let path: String
  /// What optimisers and files know.
  public let stored: Tensor
  private let passes: PassCounter
  private let state = Mutex(State())

  init(path: String, stored: Tensor, passes: PassCounter) {
    self.path = path
    self.stored = stored
    self.passes = passes
  }

  /// Lets a transform stand behind those that are there.
  public func append(_ transform: any WeightTransform) {
    state.withLock {
      $0.transforms.append(transform)
      $0.memo = nil
    }
  }

  /// Whether the effective tensor is another than the stored one.
  public var isTransformed: Bool { state.withLock { !$0.transforms.isEmpty } }

  /// The effective tensor of this pass.
  public func callAsFunction() throws(TensorError) -> Tensor {
    let (transforms, memo) = state.withLock { ($0.transforms, $0.memo) }
    guard !transforms.isEmpty else { return stored }
    let pass = passes.current
    if let memo, memo.pass == pass { return memo.tensor }
    var tensor = stored
    for transform in transforms { tensor = try transform(tensor) }
    state.withLock { [tensor] in $0.memo = (pass, tensor) }
    return tensor
  }
}

extension Weight? {
  func callAsFunction() throws(TensorError) -> Tensor? {
    guard let self else { return nil }
    return try self()
  }
}

/// Counts the passes of a model, so that effective weights are made anew in each.
public final class PassCounter: Sendable {
  private let count = Atomic<Int>(0)

  var current: Int { count.load(ordering: .relaxed) }

  /// Begins a pass: weights may have changed, and what was recorded belongs to the one before.
  public func begin() { count.add(1, ordering: .relaxed) }
}
