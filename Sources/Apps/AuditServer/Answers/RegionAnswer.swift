import LabelStore
import Layout

/// A region of a page with everything that a person wants to know of it.
struct RegionAnswer: Encodable {
  struct Likely: Encodable {
    var `class`: Int
    var probability: Double
  }

  struct Part: Encodable {
    var source: String
    var model: String
    var box: [Double]
    var sigma: [Double]
    var `class`: Int
    var score: Double
    var weights: [Double]
    var classWeight: Double
    var why: String
  }

  var key: String
  var version: Int
  var status: String
  @OrNull var by: String?
  @OrNull var at: String?
  var box: [Double]
  var sigma: [Double]
  var `class`: Int
  var classes: [Likely]
  var score: Double
  var decision: String
  var why: String
  var flags: [String]
  @OrNull var gate: Double?
  @OrNull var agreement: Double?
  var gain: Double
  @OrNull var parent: String?
  var order: Double
  var parts: [Part]
  var text: String

  private static let mostCharacters = 2000

  init(_ region: AuditedRegion, keys: [Int: String], estimates: [RegionEstimate], words: [Word]) {
    key = region.key
    version = region.version
    status = region.status.rawValue
    (by, at) = (region.correction?.by, region.correction?.at)
    box = region.box.edges
    // What a person drew is taken at its word.
    let isMoved = region.fused.map { $0.box != region.box } ?? true
    sigma = isMoved ? [0, 0, 0, 0] : region.fused?.variance.deviations ?? [0, 0, 0, 0]
    self.class = region.classIndex ?? 0
    let fused = region.fused
    classes =
      fused?.classProbabilities.enumerated().sorted {
        ($1.element, $0.offset) < ($0.element, $1.offset)
      }.prefix(3).map { Likely(class: $0.offset, probability: $0.element) } ?? []
    score = fused?.score ?? 1
    decision = fused?.decision.rawValue ?? Decision.accepted.rawValue
    why = fused?.reason ?? "drawn by a person, or kept by one when the page was labelled anew"
    flags = fused?.flags ?? []
    (gate, agreement, gain) = (fused?.gate, fused?.agreement, region.gain)
    let isDecided = region.status != .open
    parent =
      isDecided ? region.correction?.parent : fused?.parent.flatMap { keys[$0] }
    order = region.order
    parts =
      fused?.contributions.compactMap { part in
        estimates.first { $0.source == part.source && $0.id == part.estimate }
          .map { Part(part, $0) }
      } ?? []
    text = String(
      words.filter { region.box.contains(x: $0.box.centreX, y: $0.box.centreY) }.map(\.text)
        .joined(separator: " ").prefix(Self.mostCharacters))
  }
}

extension RegionAnswer.Part {
  fileprivate init(_ part: Contribution, _ estimate: RegionEstimate) {
    self.init(
      source: part.source.rawValue, model: estimate.evidence.model, box: estimate.box.edges,
      sigma: estimate.variance.deviations, class: estimate.classIndex, score: estimate.score,
      weights: part.boxWeights, classWeight: part.classWeight,
      why: estimate.evidence.reason ?? "")
  }
}

extension Box {
  fileprivate func contains(x: Double, y: Double) -> Bool {
    x >= x1 && x < x2 && y >= y1 && y < y2
  }
}

extension BoxVariance {
  fileprivate var deviations: [Double] { edges.map { $0.squareRoot() } }
}
