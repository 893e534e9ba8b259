import Layout

extension EdgeBias {
  /// Pairs from which a document has a say.
  private static let leastOfDocument = 3
  /// Documents from which anything is said.
  private static let leastDocuments = 3
  /// Thousandths of the page's longer side that no bias is told from: the hands of people who label
  /// differ by as much.
  private static let leastBias = 0.5

  /// The typical errors of edges, as far as they are the same from document to document.
  ///
  /// A document's is the median over its pairs, for a line too many in a few regions says nothing
  /// of the others; the typical one is the median over documents. What several documents differ in
  /// by chance, or by the hand that labelled them, must not be taken off the next: the difference
  /// from `usual` is shrunk by the positive-part rule of James and Stein (1961), `1 − se²/δ²`,
  /// with the standard error over documents.
  static func fitted(
    to pairs: [MatchedEstimate], _ model: VarianceModel, towards usual: EdgeBias
  ) -> EdgeBias {
    let documents = Dictionary(grouping: pairs, by: \.document).values
      .filter { $0.count >= leastOfDocument }
    guard documents.count >= leastDocuments else { return usual }
    var bias = usual
    for edge in BoxCoordinate.allCases {
      let medians = documents.map { pairs in
        pairs.compactMap { $0.residual(edge, under: model)?.error }.median
      }
      let middle = medians.median
      let deviation = 1.4826 * medians.map { abs($0 - middle) }.median
      // The variance of a median is π/2 times that of a mean.
      let squaredError = deviation * deviation * .pi / 2 / Double(medians.count)
      let difference = middle - usual[edge]
      guard abs(difference) > leastBias else { continue }
      bias[edge] += difference * max(0, 1 - squaredError / (difference * difference))
    }
    return bias
  }
}
