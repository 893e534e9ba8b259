/// Risks of fused edges, each page weighing the same whatever it holds; pairs without truth are left
/// out.
public enum EdgeRisk {
  /// Mean squared error of an edge, in the examples' unit squared.
  ///
  /// - Parameter fused: the fused edge of an example.
  public static func meanSquaredError(
    _ examples: [GateExample], fused: (GateExample, GateExample.Edge) -> Double
  ) -> Double {
    pageMean(examples) { example in
      var sum = 0.0
      for edge in example.edges {
        let error = fused(example, edge) - (edge.truth ?? 0)
        sum += error * error
      }
      return sum / Double(max(1, example.edges.count))
    }
  }

  /// Mean squared error of an edge under a gate's network.
  public static func meanSquaredError(
    _ examples: [GateExample], under network: GateNetwork
  ) -> Double {
    pageMean(examples) { example in
      let shift = network(example.input)[0]
      let sum = example.edges.reduce(0.0) { sum, edge in
        let error = edge.fused(shiftedBy: shift) - (edge.truth ?? 0)
        return sum + error * error
      }
      return sum / Double(max(1, example.edges.count))
    }
  }

  /// Mean over pages of the mean over their pairs; 0 without any.
  static func pageMean(_ examples: [GateExample], of loss: (GateExample) -> Double) -> Double {
    var pages: [Int: (sum: Double, count: Int)] = [:]
    for example in examples where example.hasTruth {
      let page = pages[example.page] ?? (0, 0)
      pages[example.page] = (page.sum + loss(example), page.count + 1)
    }
    // In the order of the pages: the order of a dictionary would change the last bits.
    let sum = pages.sorted { $0.key < $1.key }.reduce(0) {
      $0 + $1.value.sum / Double($1.value.count)
    }
    return pages.isEmpty ? 0 : sum / Double(pages.count)
  }
}
