import Evaluation
import Fusion
import Layout

/// What a calibration is worth on documents that it was not fitted on.
struct FusionWorth {
  private let pages: [CalibrationPage]
  private let taxonomy: Taxonomy

  init(_ pages: [CalibrationPage], _ taxonomy: Taxonomy) {
    self.pages = pages
    self.taxonomy = taxonomy
  }

  /// AP over all parts together; `nil` where a page cannot be fused.
  func change(over parts: [LeftOutPart]) -> CalibrationFit.Change<Double>? {
    let before = parts.map { LeftOutPart(pages: $0.pages, settings: FusionSettings()) }
    guard let old = precision(before), let new = precision(parts) else { return nil }
    return .init(before: old, after: new)
  }

  private func precision(_ parts: [LeftOutPart]) -> Double? {
    var found: [ScoredBox] = []
    for part in parts {
      let fusion = PageFusion(taxonomy: taxonomy, settings: part.settings)
      for index in part.pages {
        guard let regions = regions(of: pages[index], by: fusion) else { return nil }
        found += regions.flatMap { $0.boxes(image: index) }
      }
    }
    let truth = pages.enumerated().flatMap { index, page in
      page.truth.map { TruthBox(image: index, classIndex: $0.classIndex, box: $0.box) }
    }
    return DetectionMetrics(truth: truth, detections: found, classCount: taxonomy.count)
      .overall[.AP]
  }

  private func regions(of page: CalibrationPage, by fusion: PageFusion) -> [FusedRegion]? {
    try? fusion.fuse(
      teacher: page.estimates.filter(\.source.isDetector),
      text: page.estimates.filter { !$0.source.isDetector && $0.source != .human },
      bounds: page.bounds
    ).regions
  }
}
