import Foundation
import Layout

/// A labelled page that a gate may learn from.
///
/// The teacher must not have been trained on it, nor may it have been shown to the language model as
/// an example: sources are better on such pages than they will be on others.
public struct GatePage: Sendable {
  /// The page, its truth and its estimates.
  public var page: CalibrationPage
  /// Its words by `Word.id`; only a gate of size `full` reads them.
  public var words: [Int: String]

  /// Makes a page.
  public init(_ page: CalibrationPage, words: [Int: String] = [:]) {
    self.page = page
    self.words = words
  }
}

/// Makes the examples of pages: pairs as fusion would make them under given settings.
public struct GateExamples {
  private let matching: TruthMatching
  private let settings: FusionSettings
  private let size: GateSize
  private let unnamed: UnnamedClasses
  private let taxonomy: Taxonomy

  /// Makes the examples of a size of gate.
  ///
  /// - Parameter settings: those that the gate will be used with, calibration applied.
  public init(
    taxonomy: Taxonomy, settings: FusionSettings, size: GateSize,
    unnamed: SourceTable<Set<Int>> = SourceTable([])
  ) {
    self.taxonomy = taxonomy
    self.settings = settings
    self.size = size
    matching = TruthMatching(taxonomy: taxonomy)
    self.unnamed = UnnamedClasses(
      taxonomy: taxonomy, indices: unnamed, share: settings.classes.unnamedShare)
  }

  /// All pairs of the pages that a teacher and a text source see, edges in thousandths of the page's
  /// longer side.
  public func callAsFunction(_ pages: [GatePage]) -> [GateExample] {
    pages.enumerated().flatMap { number, page in
      matching.matched(on: page.page).compactMap { example($0, number, page) }
    }
  }

  private func example(
    _ site: MatchedSite, _ number: Int, _ page: GatePage
  ) -> GateExample? {
    let bounds = page.page.bounds
    let estimates = site.located.map {
      settings.variances.applied(to: $0.estimate, role: $0.role, bounds: bounds)
    }
    let context = PageContext(bounds: bounds, words: page.words)
    guard let input = GateInput(estimates),
      let weights = try? settings.boxes.weighting.weights(for: estimates)
    else { return nil }
    let truth = site.truth
    return GateExample(
      document: page.page.document, page: number, input: input.numbers(for: size, on: context),
      edges: zip(BoxCoordinate.allCases, weights.edges).map { coordinate, edge in
        self.edge(coordinate, edge, estimates, truth, unit: VarianceModel.unit(of: bounds))
      },
      pools: GatePoolsBuilder(taxonomy: taxonomy, settings: settings, unnamed: unnamed)
        .pools(of: site.claims, truth: truth?.classIndex))
  }

  private func edge(
    _ coordinate: BoxCoordinate, _ edge: WeightedMean, _ estimates: [RegionEstimate],
    _ truth: TrueRegion?, unit: Double
  ) -> GateExample.Edge {
    let (teacher, text) = Self.sides(edge.weights, estimates)
    func mean(_ side: [(weight: Double, estimate: RegionEstimate)]) -> Double {
      let total = side.reduce(0) { $0 + $1.weight }
      return side.reduce(0) { $0 + $1.weight * $1.estimate.box[coordinate] } / total / unit
    }
    let trueEdge = truth.map { $0.box[coordinate] / unit }
    let share = TeacherTilt.share(of: edge.weights, estimates.map { $0.source.isDetector })
    guard share > 0, share < 1 else {
      // One side knows nothing of the edge: no gate moves it.
      return .init(teacher: edge.mean / unit, text: edge.mean / unit, logit: 0, truth: trueEdge)
    }
    return .init(
      teacher: mean(teacher), text: mean(text), logit: log(share / (1 - share)), truth: trueEdge)
  }

  private static func sides(
    _ weights: [Double], _ estimates: [RegionEstimate]
  ) -> (
    teacher: [(weight: Double, estimate: RegionEstimate)],
    text: [(weight: Double, estimate: RegionEstimate)]
  ) {
    let pairs = zip(weights, estimates).map { (weight: $0, estimate: $1) }
    return (
      pairs.filter { $0.estimate.source.isDetector },
      pairs.filter { !$0.estimate.source.isDetector }
    )
  }
}
