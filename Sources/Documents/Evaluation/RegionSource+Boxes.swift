import Layout

extension RegionSource {
  /// A page's regions as detections, a fused region once for each class that it may have.
  ///
  /// - Parameter image: the image's id.
  public func boxes(of page: LabelledPage, image: Int) -> [ScoredBox] {
    switch self {
    case .teacher: page.teacher.flatMap { $0.boxes(image: image) }
    case .text: page.proposals.ofLeadingTextSource.flatMap { $0.boxes(image: image) }
    case .fused: page.fused.flatMap { $0.boxes(image: image) }
    }
  }
}

extension RegionEstimate {
  fileprivate func boxes(image: Int) -> [ScoredBox] {
    box.boxes(classScores, own: classIndex, least: nil, image: image)
  }
}

extension FusedRegion {
  /// The region as detections, once for each class that it may have.
  ///
  /// - Parameter image: the image's id.
  public func boxes(image: Int) -> [ScoredBox] {
    box.boxes(classScores, own: classIndex, least: Self.leastAlternative, image: image)
  }
}

extension Box {
  fileprivate func boxes(
    _ scores: [Double], own: Int, least: Double?, image: Int
  ) -> [ScoredBox] {
    guard isValid else { return [] }
    return listedClasses(scores, own: own, least: least).map {
      ScoredBox(image: image, classIndex: $0, box: self, score: scores[$0])
    }
  }
}
