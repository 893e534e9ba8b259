import Foundation
import Layout

/// A task of Label Studio: a page with what was predicted for it, or what a person made of it.
struct LabelStudioTask: Encodable {
  struct Source: Encodable {
    var image: String
    /// The page's name in the project.
    var galley_page: String
    var width: Int
    var height: Int
  }
  struct Prediction: Encodable {
    var model_version = "galley"
    /// Mean score of the regions; Label Studio sorts tasks by it.
    var score: Decimal?
    var result: [LabelStudioRegion]
  }
  struct Annotation: Encodable {
    var was_cancelled = false
    var ground_truth = false
    var result: [LabelStudioRegion]
  }
  var id: Int
  var data: Source
  var predictions: [Prediction]
  var annotations: [Annotation]
}

/// A rectangle of Label Studio, in per cent of its image.
struct LabelStudioRegion: Encodable {
  struct Value: Encodable {
    var x: Decimal
    var y: Decimal
    var width: Decimal
    var height: Decimal
    var rotation = 0
    var rectanglelabels: [String]
  }
  struct Details: Encodable {
    /// Variances of the left, top, right and bottom edge, px².
    var variance: [Decimal]?
    var order: Int
  }
  struct Meta: Encodable {
    var galley: Details
  }
  var id: String
  var from_name = "label"
  var to_name = "image"
  var type = "rectanglelabels"
  var original_width: Int
  var original_height: Int
  var image_rotation = 0
  var value: Value
  var score: Decimal?
  var parentID: String?
  /// `manual` or `prediction`, as Label Studio says it.
  var origin: String
  var meta: Meta

  init(_ region: ExportedRegion, on page: Page, task: Int, taxonomy: Taxonomy) {
    id = Self.id(region.id, task: task)
    original_width = page.width
    original_height = page.height
    let (width, height) = (100 / Double(page.width), 100 / Double(page.height))
    let box = region.box.scaled(x: width, y: height)
    value = Value(
      x: JSON.rounded(box.x1, places: 6), y: JSON.rounded(box.y1, places: 6),
      width: JSON.rounded(box.width, places: 6), height: JSON.rounded(box.height, places: 6),
      rectanglelabels: [taxonomy.classes[region.classIndex].name])
    score = region.score.map { JSON.rounded($0, places: 6) }
    parentID = region.parent.map { Self.id($0, task: task) }
    origin = region.isHuman ? "manual" : "prediction"
    let variance = region.variance.map { variance in
      variance.edges.map { JSON.rounded($0, places: 3) }
    }
    meta = Meta(galley: Details(variance: variance, order: region.order))
  }

  /// An id that no other region of the file has; the page's own id of it stands at its end.
  private static func id(_ region: Int, task: Int) -> String { "p\(task)-r\(region)" }
}
