/// How a parameter's numbers start.
public enum Initialiser: Hashable, Sendable {
  case constant(Double)
  case normal(deviation: Double)
  /// Normal, kept within two units of the mean (not two deviations), as vision models do.
  case truncatedNormal(deviation: Double)
  /// Uniform within ±1 / √(inputs of one output), as convolutions and linear layers commonly start.
  case uniformByInputs(Int)

  /// Numbers of a shape, `float32`.
  public func tensor(_ shape: [Int], _ generator: RandomGenerator) throws(TensorError) -> Tensor {
    switch self {
    case .constant(let value): return try .filled(value, shape)
    case .normal(let deviation): return try .normal(shape, generator) * deviation
    case .truncatedNormal(let deviation):
      // The bounds are many deviations away for the small ones in use, so clamping is truncating.
      let plain = try Tensor.normal(shape, generator) * deviation
      return try plain.clamped(from: -2, to: 2)
    case .uniformByInputs(let inputs):
      let bound = 1 / Double(max(1, inputs)).squareRoot()
      return try .uniform(shape, generator) * (2 * bound) - bound
    }
  }
}
