import Layout

/// Whose regions of a page are looked at.
public enum RegionSource: String, CaseIterable, Sendable, Codable {
  case teacher
  case text
  case fused

  /// Least score of another class of a fused region that is listed too; single sources list their
  /// alternatives as regions of their own.
  private static let alternatives = 0.01

  /// A page's regions as detections, a fused region once for each class it may have.
  ///
  /// - Parameter image: the image's id.
  public func boxes(of page: LabelledPage, image: Int) -> [ScoredBox] {
    func boxes(_ box: Box, _ scores: [Double], _ best: Int, least: Double) -> [ScoredBox] {
      guard box.isValid else { return [] }
      return scores.indices.filter { $0 == best || scores[$0] >= least }.map {
        ScoredBox(image: image, classIndex: $0, box: box, score: scores[$0])
      }
    }
    func alone(_ estimate: RegionEstimate) -> [ScoredBox] {
      boxes(estimate.box, estimate.classScores, estimate.classIndex, least: .infinity)
    }
    return switch self {
    case .teacher: page.teacher.flatMap(alone)
    case .text: page.proposals.flatMap(alone)
    case .fused:
      page.fused.flatMap {
        boxes($0.box, $0.classScores, $0.classIndex, least: Self.alternatives)
      }
    }
  }
}
