import Layout

extension RegionSource {
  /// A page's regions as detections, a fused region once for each class that it may have.
  ///
  /// - Parameter image: the image's id.
  public func boxes(of page: LabelledPage, image: Int) -> [ScoredBox] {
    func boxes(_ box: Box, _ scores: [Double], _ own: Int, least: Double? = nil) -> [ScoredBox] {
      guard box.isValid else { return [] }
      return listedClasses(scores, own: own, least: least).map {
        ScoredBox(image: image, classIndex: $0, box: box, score: scores[$0])
      }
    }
    return switch self {
    case .teacher: page.teacher.flatMap { boxes($0.box, $0.classScores, $0.classIndex) }
    case .text:
      page.proposals.ofLeadingTextSource.flatMap { boxes($0.box, $0.classScores, $0.classIndex) }
    case .fused:
      page.fused.flatMap {
        boxes($0.box, $0.classScores, $0.classIndex, least: FusedRegion.leastAlternative)
      }
    }
  }
}
