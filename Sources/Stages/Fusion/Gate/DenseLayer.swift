/// A layer `W x + b` of a gate's network.
public struct DenseLayer: Hashable, Sendable {
  /// W, row by row, `[outputs, inputs]`.
  public var weights: [Double]
  /// b, `[outputs]`.
  public var biases: [Double]

  /// How many numbers go in.
  public var inputCount: Int { biases.isEmpty ? 0 : weights.count / biases.count }
  /// How many come out.
  public var outputCount: Int { biases.count }

  /// Makes a layer; `weights.count` is a multiple of `biases.count`.
  public init(weights: [Double], biases: [Double]) {
    self.weights = weights
    self.biases = biases
  }

  /// A layer that gives zeros.
  public init(from inputs: Int, to outputs: Int) {
    self.init(
      weights: Array(repeating: 0, count: inputs * outputs),
      biases: Array(repeating: 0, count: outputs))
  }

  /// `W x + b`.
  public func callAsFunction(_ input: [Double]) -> [Double] {
    let width = inputCount
    return biases.indices.map { row in
      var sum = biases[row]
      let start = row * width
      for column in 0..<min(width, input.count) { sum += weights[start + column] * input[column] }
      return sum
    }
  }
}

// Trained numbers have single precision, and so has the file.
extension DenseLayer: Codable {
  private enum CodingKeys: String, CodingKey { case weights, biases }

  /// Reads `{"weights": […], "biases": […]}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      weights: try container.decode([Float].self, forKey: .weights).map(Double.init),
      biases: try container.decode([Float].self, forKey: .biases).map(Double.init))
    guard !biases.isEmpty, weights.count % biases.count == 0,
      (weights + biases).allSatisfy(\.isFinite)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .weights, in: container,
        debugDescription: "\(weights.count) weights do not fit \(biases.count) outputs")
    }
  }

  /// Writes single precision.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights.map(Float.init), forKey: .weights)
    try container.encode(biases.map(Float.init), forKey: .biases)
  }
}
