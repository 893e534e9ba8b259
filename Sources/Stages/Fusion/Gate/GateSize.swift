/// How large a gate is, and what it looks at.
public enum GateSize: String, Codable, CaseIterable, Sendable {
  /// A logistic of scores and overlap: few enough parameters for a tight certificate.
  case theory
  /// 5→16→16→1: scores, overlap, and the qualities of text and of its layout.
  case small
  /// 517→112→56→1: the region and its text too.
  case full

  /// A network as training starts from it.
  ///
  /// - Parameter heads: 1, or 2 where class and score are weighed apart from the box.
  public func network(heads: Int = 1, seed: UInt64 = 1) -> GateNetwork {
    switch self {
    case .theory:
      GateNetwork(
        scalings: [.logit, .logit, .overlap], hidden: [], outputs: heads, seed: seed)
    case .small:
      GateNetwork(
        scalings: [.logit, .logit, .overlap, .quality, .quality], hidden: [16, 16],
        outputs: heads, seed: seed)
    case .full:
      GateNetwork(
        vectors: [HashedEmbedding.width, HashedEmbedding.width],
        scalings: [.overlap, .teacherScore, .textScore, .quality, .quality], hidden: [112, 56],
        outputs: heads, seed: seed)
    }
  }
}
