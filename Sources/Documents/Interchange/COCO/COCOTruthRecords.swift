import Foundation
import Layout

/// A COCO annotation file as it is written, with the keys that Galley adds.
struct COCOTruthRecords: Decodable {
  struct Image: Decodable {
    struct Origin: Decodable {
      var dpi: Double?
      var sha256: String?
    }
    var id: Int
    var file_name: String
    var width: Int
    var height: Int
    var pdf: String?
    var pdf_page: Int?
    var document: String?
    var doc_name: String?
    var galley: Origin?
  }
  struct Category: Decodable {
    var id: Int
    var name: String
  }
  struct Annotation: Decodable {
    struct Details: Decodable {
      struct Provenance: Decodable {
        var decision: Decision?
        var source: EstimateSource?
      }
      var variance: BoxVariance?
      var provenance: Provenance?
    }
    var image_id: Int
    var category_id: Int
    var bbox: [Double]
    var iscrowd: Int?
    var score: Double?
    var galley: Details?
  }
  var images: [Image]
  var categories: [Category]
  var annotations: [Annotation]?
}

extension COCOTruth.Label {
  /// A box that has a size; `nil` for any other.
  init?(_ entry: COCOTruthRecords.Annotation) {
    guard entry.bbox.count == 4 else { return nil }
    let box = Box(
      x1: entry.bbox[0], y1: entry.bbox[1], x2: entry.bbox[0] + entry.bbox[2],
      y2: entry.bbox[1] + entry.bbox[3])
    guard box.isValid else { return nil }
    self.init(
      image: entry.image_id, category: entry.category_id, box: box,
      isCrowd: (entry.iscrowd ?? 0) != 0, score: entry.score,
      pseudoLabel: entry.galley.flatMap { details in
        details.variance.map {
          COCOTruth.PseudoLabel(
            variance: $0, decision: details.provenance?.decision,
            source: details.provenance?.source)
        }
      })
  }
}
