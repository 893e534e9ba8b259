import Tensors

/// Measures a run and changes nothing.
public protocol Probe {
  /// Values inside the model that it looks at.
  var taps: Set<String> { get }
  /// Figures after a step, by name; none where it does not look at this one.
  func figures(after pass: Pass) throws(TensorError) -> [(name: String, value: Double)]
}

extension Probe {
  /// None.
  public var taps: Set<String> { [] }
}
