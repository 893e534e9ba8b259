import Foundation
import Layout

/// The network of a gate: normalised input, layers with ReLU between them, one number a head.
public struct GateNetwork: Hashable, Codable, Sendable {
  /// Of the vectors that the input begins with.
  public var normalisations: [VectorNormalisation]
  /// Of the numbers that follow.
  public var scalings: [GateInputScaling]
  /// At least one.
  public var layers: [DenseLayer]

  /// A network as training starts from it: its last layer gives zeros.
  ///
  /// The other layers start normal with variance 2/inputs (He et al. 2015). They depend on the seed
  /// and on nothing else, so that they may be the centre of a certificate's prior.
  ///
  /// - Parameters:
  ///   - vectors: widths of the vectors that the input begins with.
  ///   - hidden: widths of the layers between input and output.
  ///   - outputs: how many heads there are.
  public init(
    vectors: [Int] = [], scalings: [GateInputScaling], hidden: [Int], outputs: Int = 1,
    seed: UInt64 = 1
  ) {
    normalisations = vectors.map(VectorNormalisation.init)
    self.scalings = scalings
    var random = SplitMix64(seed: seed)
    var width = vectors.reduce(scalings.count, +)
    layers = hidden.map { outputs in
      var layer = DenseLayer(from: width, to: outputs)
      let deviation = (2 / Double(max(1, width))).squareRoot()
      for index in layer.weights.indices {
        // The file has single precision; a network is what its file says.
        layer.weights[index] = Double(Float(deviation * random.normal()))
      }
      width = outputs
      return layer
    }
    layers.append(DenseLayer(from: width, to: outputs))
  }

  /// How many numbers go in.
  public var inputCount: Int { normalisations.reduce(scalings.count) { $0 + $1.scale.count } }
  /// How many come out.
  public var outputCount: Int { layers.last?.outputCount ?? 0 }
  /// Weights and biases, without the normalisations' own numbers.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.weights.count + $1.biases.count } }

  /// The input as the first layer sees it.
  public func normalised(_ input: [Double]) -> [Double] {
    var (result, start): ([Double], Int) = ([], 0)
    result.reserveCapacity(input.count)
    for normalisation in normalisations {
      result += normalisation(input[start..<start + normalisation.scale.count])
      start += normalisation.scale.count
    }
    for (value, scaling) in zip(input[start...], scalings) {
      result.append((value - scaling.centre) / scaling.spread)
    }
    return result
  }

  /// One number a head, of an input of `inputCount` numbers.
  public func callAsFunction(_ input: [Double]) -> [Double] { layered(normalised(input)) }

  /// One number a head, of an input that is normalised.
  public func layered(_ normalised: [Double]) -> [Double] {
    var values = normalised
    for (index, layer) in layers.enumerated() {
      if index > 0 { for place in values.indices { values[place] = max(0, values[place]) } }
      values = layer(values)
    }
    return values
  }
}

extension GateNetwork {
  /// Weights and biases of all layers in one vector, layer by layer.
  public var parameters: [Double] {
    get { layers.flatMap { $0.weights + $0.biases } }
    set {
      var place = 0
      for index in layers.indices {
        for weight in layers[index].weights.indices {
          layers[index].weights[weight] = newValue[place]
          place += 1
        }
        for bias in layers[index].biases.indices {
          layers[index].biases[bias] = newValue[place]
          place += 1
        }
      }
    }
  }
}

extension SplitMix64 {
  /// A standard normal number (Box and Muller).
  package mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * .pi * unit())
  }
}
