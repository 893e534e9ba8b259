import Foundation

/// The loss `min(1, ‖b−b*‖² / (E τ²))` of boxes of E edges, a mean over a document's pairs.
///
/// It is that of the weighted mean, without the guard against contradicting edges.
public struct BoxRisk: DocumentRisk {
  /// An edge as the loss needs it.
  private struct Edge {
    /// The text's error, and what the teacher's is more, in tolerances of the box.
    var text: Double
    var gap: Double
    var logit: Double
  }

  private struct Pair {
    var input: [Double]
    var edges: Range<Int>
    /// Its share in the mean over documents.
    var weight: Double
  }

  private let network: GateNetwork
  private let pairs: [Pair]
  // All in one array: the loss is taken a million times.
  private let edges: [Edge]
  /// Independent documents.
  public let documents: Int

  /// Makes the risk of a network on examples; those without truth are left out.
  ///
  /// - Parameter tolerance: τ, the error of an edge that counts as 1, in the examples' unit; chosen
  ///   beforehand.
  public init(_ examples: [GateExample], network: GateNetwork, tolerance: Double) {
    let known = examples.filter(\.hasTruth)
    let sizes = Dictionary(grouping: known, by: \.document).mapValues(\.count)
    var (pairs, edges): ([Pair], [Edge]) = ([], [])
    for example in known {
      let scale = 1 / (tolerance * Double(example.edges.count).squareRoot())
      let first = edges.count
      edges += example.edges.map {
        Edge(
          text: ($0.text - ($0.truth ?? 0)) * scale, gap: ($0.teacher - $0.text) * scale,
          logit: $0.logit)
      }
      pairs.append(
        Pair(
          input: network.normalised(example.input), edges: first..<edges.count,
          weight: 1 / (Double(sizes.count) * Double(sizes[example.document] ?? 1))))
    }
    self.network = network
    self.pairs = pairs
    self.edges = edges
    documents = sizes.count
  }

  /// Mean over the documents.
  public func risk(at parameters: [Double]) -> Double {
    var network = network
    network.parameters = parameters
    return edges.withUnsafeBufferPointer { edges in
      pairs.reduce(0) {
        $0 + $1.weight * Self.loss(edges[$1.edges], shift: network.layered($1.input)[0])
      }
    }
  }

  /// Mean over the documents under a constant weight of the teacher.
  public func risk(ofConstant weight: Double) -> Double {
    pairs.reduce(0) { sum, pair in
      let squares = edges[pair.edges].reduce(0.0) {
        let error = $1.text + weight * $1.gap
        return $0 + error * error
      }
      return sum + pair.weight * min(1, squares)
    }
  }

  /// Exact for one layer: there f(x) of drawn parameters is a normal number.
  public func meanRisk(around mean: [Double], deviation: Double) -> Double? {
    guard network.layers.count == 1, network.outputCount == 1 else { return nil }
    var network = network
    network.parameters = mean
    return edges.withUnsafeBufferPointer { edges in
      pairs.reduce(0) { sum, pair in
        let length = pair.input.reduce(1) { $0 + $1 * $1 }.squareRoot()
        let own = edges[pair.edges]
        return sum + pair.weight
          * NormalExpectation.mean(
            network.layered(pair.input)[0], deviation: deviation * length
          ) { Self.loss(own, shift: $0) }
      }
    }
  }

  @inline(__always)
  private static func loss(_ edges: Slice<UnsafeBufferPointer<Edge>>, shift: Double) -> Double {
    var squares = 0.0
    for edge in edges {
      let error = edge.text + edge.gap / (1 + exp(-(edge.logit + shift)))
      squares += error * error
    }
    return min(1, squares)
  }
}
