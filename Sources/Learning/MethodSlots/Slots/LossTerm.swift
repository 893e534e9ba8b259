import Tensors

/// A loss beside the detection loss.
public protocol LossTerm {
  /// Values inside the model that it looks at, such as `backbone.stage2`.
  var taps: Set<String> { get }
  /// The term by page, `[pages]`, weighted; `nil` where there is nothing to say of the batch.
  func byPage(_ pass: Pass) throws(TensorError) -> Tensor?
}

extension LossTerm {
  /// None.
  public var taps: Set<String> { [] }
}
