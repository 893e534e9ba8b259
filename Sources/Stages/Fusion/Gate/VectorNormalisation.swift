/// Layer normalisation of one vector of a gate's input by its own mean and variance.
public struct VectorNormalisation: Hashable, Codable, Sendable {
  /// Factor on each number.
  public var scale: [Double]
  /// Added to each.
  public var shift: [Double]

  /// Added to the variance.
  public static let epsilon = 1e-5

  /// A normalisation that has learnt nothing yet.
  public init(width: Int) {
    scale = Array(repeating: 1, count: width)
    shift = Array(repeating: 0, count: width)
  }

  /// The vector, normalised; both are `scale.count` long.
  public func callAsFunction(_ vector: ArraySlice<Double>) -> [Double] {
    let count = Double(max(1, vector.count))
    let mean = vector.reduce(0, +) / count
    let variance = vector.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let factor = 1 / (variance + Self.epsilon).squareRoot()
    return zip(zip(vector, scale), zip(scale.indices, shift)).map {
      ($0.0 - mean) * factor * $0.1 + $1.1
    }
  }
}
