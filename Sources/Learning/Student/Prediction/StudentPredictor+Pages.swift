import Layout
import PageImages

extension StudentPredictor {
  /// What the student sees on a page, as a labelled page for export: one region a detection.
  func labelledPage(_ rendered: RenderedPage, _ detections: [DetectedBox]) -> LabelledPage {
    let estimates = detections.enumerated().map { index, detection in
      var probabilities = [Double](repeating: 0, count: card.classes.count)
      probabilities[detection.classIndex] = 1
      return RegionEstimate(
        id: index, box: detection.box, variance: detection.variance,
        classProbabilities: probabilities, score: detection.score, source: .student,
        evidence: Evidence(model: card.name))
    }
    return LabelledPage(
      page: rendered.page, textOrigin: .none, textReason: "not read", teacher: estimates,
      proposals: [], fused: [], notes: rendered.warnings)
  }
}
