/// How steep a gate's f is in its normalised input, from above and from below.
public struct Steepness: Hashable, Sendable {
  /// Product of the layers' spectral norms: no two inputs differ more. (ReLU is no steeper than 1.)
  public var upper: Double
  /// Greatest `|f(x)−f(x′)| / ‖x−x′‖` over pairs of examples.
  public var lower: Double

  /// Pairs that are looked at, at most.
  private static let mostPairs = 200_000

  /// Measures a network of one head on examples.
  public init(_ network: GateNetwork, _ examples: [GateExample]) {
    upper = network.layers.reduce(1) { $0 * Self.spectralNorm($1) }
    let inputs = examples.map { network.normalised($0.input) }
    let values = inputs.map { network.layered($0)[0] }
    lower = 0
    guard inputs.count > 1 else { return }
    // Each with those that follow it at ever larger distances, so that few pairs reach everywhere.
    let perExample = max(1, min(inputs.count - 1, Self.mostPairs / inputs.count))
    for first in inputs.indices {
      for step in 1...perExample {
        let second = (first + step * (inputs.count - 1) / perExample) % inputs.count
        let square = zip(inputs[first], inputs[second]).reduce(0) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        guard square > 1e-12 else { continue }
        lower = max(lower, abs(values[first] - values[second]) / square.squareRoot())
      }
    }
  }

  /// The greatest singular value of a layer's matrix, by power iteration on `WᵀW`.
  ///
  /// It is approached from below; a per mille on top makes it a bound in practice.
  static func spectralNorm(_ layer: DenseLayer) -> Double {
    let (rows, columns) = (layer.outputCount, layer.inputCount)
    // No vector of numbers alike: a matrix may have that one in its kernel.
    var vector = (0..<columns).map { Double(11 + $0 % 7) }
    var norm = 0.0
    for _ in 0..<200 {
      var image = [Double](repeating: 0, count: rows)
      for row in 0..<rows {
        for column in 0..<columns {
          image[row] += layer.weights[row * columns + column] * vector[column]
        }
      }
      var back = [Double](repeating: 0, count: columns)
      for row in 0..<rows {
        for column in 0..<columns {
          back[column] += layer.weights[row * columns + column] * image[row]
        }
      }
      let length = back.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return 0 }
      let previous = norm
      norm = length.squareRoot()
      vector = back.map { $0 / length }
      if abs(norm - previous) <= 1e-12 * norm { break }
    }
    return norm * 1.001
  }
}
