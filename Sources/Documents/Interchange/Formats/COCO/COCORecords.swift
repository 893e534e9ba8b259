import Foundation
import Layout

/// A region of any source, as COCO sees it.
struct COCORegion {
  var box: Box
  var variance: BoxVariance
  var probabilities: [Double]
  var classScores: [Double]
  var classIndex: Int
  var provenance: COCOProvenance
  /// Its id on the page, and that of the region around it.
  var id: Int
  var parent: Int?

  init(_ region: FusedRegion) {
    id = region.id
    parent = region.parent
    box = region.box
    variance = region.variance
    probabilities = region.classProbabilities
    classScores = region.classScores
    classIndex = region.classIndex
    provenance = COCOProvenance(
      decision: region.decision, reason: region.reason, flags: region.flags,
      agreement: region.agreement.map { JSON.rounded($0, places: 6) },
      gate: region.gate.map { JSON.rounded($0, places: 6) },
      contributions: region.contributions.map(COCOProvenance.Part.init))
  }

  init(_ estimate: RegionEstimate) {
    id = estimate.id
    parent = estimate.parent
    box = estimate.box
    variance = estimate.variance
    probabilities = estimate.classProbabilities
    classScores = estimate.classScores
    classIndex = estimate.classIndex
    provenance = COCOProvenance(
      reason: estimate.evidence.reason, flags: estimate.evidence.flags, source: estimate.source,
      model: estimate.evidence.model)
  }
}

/// Where a box comes from: keys of Galley's own, which COCO's readers pass over.
struct COCOProvenance: Encodable {
  struct Part: Encodable {
    var source: EstimateSource
    var estimate: Int
    var boxWeights: [Decimal]
    var classWeight: Decimal

    init(_ contribution: Contribution) {
      source = contribution.source
      estimate = contribution.estimate
      boxWeights = contribution.boxWeights.map { JSON.rounded($0, places: 6) }
      classWeight = JSON.rounded(contribution.classWeight, places: 6)
    }
  }
  var decision: Decision?
  var reason: String?
  var flags: [String] = []
  var agreement: Decimal?
  var gate: Decimal?
  var contributions: [Part]?
  var source: EstimateSource?
  var model: String?
}

struct COCOImage: Encodable {
  struct Origin: Encodable {
    var page: Int
    var dpi: Double
    var rotation: Int
    /// Clockwise turn by which the page was read, where it lies wrongly in its file.
    var reading_turn: Int?
    var sha256: String
  }
  var id: Int
  var file_name: String
  var width: Int
  var height: Int
  var galley: Origin

  init(_ image: COCOTruth.Image, name: String, page: Page) {
    id = image.id
    file_name = name
    width = image.width
    height = image.height
    galley = Origin(
      page: page.number, dpi: page.dpi, rotation: page.rotation,
      reading_turn: page.readingTurn == 0 ? nil : page.readingTurn, sha256: page.fileHash)
  }
}

struct COCOAnnotation: Encodable {
  struct Details: Encodable {
    /// The region's id on its page, which those that it encloses give as their `parent`.
    var region: Int
    var parent: Int?
    var variance: [Decimal]?
    var probabilities: [Decimal]?
    var provenance: COCOProvenance
  }
  struct Result: Encodable {
    var image_id: Int
    var category_id: Int
    var bbox: [Decimal]
    var score: Decimal?
  }
  var id: Int?
  var image_id: Int
  var category_id: Int
  var bbox: [Decimal]
  var area: Decimal
  var iscrowd = 0
  var score: Decimal?
  var galley: Details

  init(
    _ region: COCORegion, image: Int, category: Int, score: Double, box: Box,
    variance: BoxVariance
  ) {
    image_id = image
    category_id = category
    (bbox, area) = Self.sizes(box)
    self.score = JSON.rounded(score, places: 6)
    galley = Details(
      region: region.id, parent: region.parent, variance: Self.parts(variance),
      probabilities: region.probabilities.map { JSON.rounded($0, places: 5) },
      provenance: region.provenance)
  }

  /// A region of which only the class is known, not how probable each is.
  init(_ region: ExportedRegion, image: Int, category: Int, box: Box, variance: BoxVariance?) {
    image_id = image
    category_id = category
    (bbox, area) = Self.sizes(box)
    score = region.score.map { JSON.rounded($0, places: 6) }
    galley = Details(
      region: region.id, parent: region.parent, variance: variance.map(Self.parts),
      provenance: COCOProvenance(source: region.isHuman ? .human : nil))
  }

  private static func sizes(_ box: Box) -> (extent: [Decimal], area: Decimal) {
    (
      [box.x1, box.y1, box.width, box.height].map { JSON.rounded($0, places: 2) },
      JSON.rounded(box.area, places: 1)
    )
  }

  private static func parts(_ variance: BoxVariance) -> [Decimal] {
    variance.edges.map { JSON.rounded($0, places: 3) }
  }

  func numbered(_ id: Int) -> COCOAnnotation {
    var numbered = self
    numbered.id = id
    return numbered
  }

  var result: Result {
    Result(image_id: image_id, category_id: category_id, bbox: bbox, score: score)
  }
}
