import Layout

/// What stated variances tell of the errors of edges.
struct VarianceFigures {
  private let edges: [DrawnTraining.EdgeError]

  init(_ edges: [DrawnTraining.EdgeError]) { self.edges = edges }

  /// Spearman's, of squared errors with variances.
  var rankCorrelation: Double {
    let errors = Self.ranks(edges.map { $0.error * $0.error })
    let variances = Self.ranks(edges.map(\.variance))
    let mean = Double(edges.count - 1) / 2
    let products = zip(errors, variances).reduce(0.0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let squares = errors.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares > 0 ? products / squares : 0
  }

  /// Mean squared error over variance on every second edge, once the others gave one factor for all
  /// variances.
  var calibratedRatio: Double {
    func ratio(_ remainder: Int) -> Double {
      let part = edges.indices.filter { $0 / 4 % 2 == remainder }.map { edges[$0] }
      return part.reduce(0.0) { $0 + $1.error * $1.error / $1.variance }
        / Double(max(1, part.count))
    }
    return ratio(1) / ratio(0)
  }

  /// Median variance of the left edges over that of the right ones.
  var leftOverRight: Double {
    func median(_ edge: BoxCoordinate) -> Double {
      let sorted = edges.filter { $0.edge == edge }.map(\.variance).sorted()
      return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }
    return median(.x1) / median(.x2)
  }

  /// Places in ascending order from 0, the mean place for equal ones.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }
}
