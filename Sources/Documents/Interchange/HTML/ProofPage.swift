import Foundation
import Layout

/// What the template `proof-page` shows.
struct ProofPage {
  var number: Int
  var file: String
  /// `page 3`, unless the file is a single image.
  var pageInFile: String
  var width: Int
  var height: Int
  var dpi: String
  var textNote: String
  /// Disagreement as text and in per cent.
  var disagreement: String
  var disagreementShare: String
  var notes: [String]
  var hasImage: Bool
  /// Base64, which holds nothing to escape.
  var image: String
  /// Size of tag text, page pixels.
  var fontSize: String
  var layers: [ProofLayer]
  /// JSON without `<`.
  var details: String

  init(
    _ labels: LabelledPage, taxonomy: Taxonomy, number: Int, image: Data?
  ) throws(InterchangeError) {
    let page = labels.page
    self.number = number
    file = page.file
    pageInFile = "page \(page.number)"
    width = page.width
    height = page.height
    dpi = page.dpi.text(places: 0)
    textNote = labels.textReason
    disagreement = labels.disagreement.text(places: 2)
    disagreementShare = (100 * labels.disagreement).text(places: 0)
    notes = labels.notes
    hasImage = image != nil
    self.image = image?.base64EncodedString() ?? ""
    let regions = ProofRegions(labels, taxonomy: taxonomy, page: number)
    // At the width at which pages are usually shown this is about 11 px.
    let tagHeight = Double(page.width) / 58
    fontSize = (tagHeight * 0.72).text(places: 1)
    layers = ProofLayer.Kind.allCases.map {
      ProofLayer($0, regions[$0], bounds: page.bounds, tagHeight: tagHeight)
    }
    let all = ProofLayer.Kind.allCases.flatMap { regions[$0] }
    do {
      details = try RegionDetails.script(all)
    } catch {
      throw .unfitPage(page: labels.place, reason: "its details cannot be written: \(error)")
    }
  }
}

/// The regions of one layer as the template draws them.
struct ProofLayer {
  /// Layers from the lowest to the topmost.
  enum Kind: String, CaseIterable {
    case fused
    case text
    case teacher
  }

  struct Shape {
    var id: String
    /// Class names for the style sheet, such as `c3 accepted`.
    var style: String
    var tooltip: String
    var x: String
    var y: String
    var width: String
    var height: String
    var tag: String
    var tagX: String
    var tagY: String
    var tagWidth: String
    var tagHeight: String
    var tagCentreX: String
    var tagBaseline: String
  }

  var name: String
  var shapes: [Shape]

  /// Draws what holds other regions first, so that those stay within reach of the pointer.
  init(_ kind: Kind, _ regions: [RegionDetails], bounds: Box, tagHeight: Double) {
    name = kind.rawValue
    var placement = TagPlacement(
      regions.filter { $0.decision != .ignored }.map(\.place), bounds: bounds,
      height: tagHeight, corners: kind == .fused ? .left : kind == .teacher ? .right : .bottom)
    var shapes: [(area: Double, shape: Shape)] = []
    for region in regions {
      let box = region.place
      let tag = placement.place(region.tag, at: box)
      let style = ["c\(region.classIndex)", region.decision?.rawValue].compactMap(\.self)
      shapes.append(
        (
          box.area,
          Shape(
            id: region.id, style: style.joined(separator: " "), tooltip: region.tooltip,
            x: box.x1.text(places: 1), y: box.y1.text(places: 1),
            width: max(0, box.width).text(places: 1), height: max(0, box.height).text(places: 1),
            tag: region.tag, tagX: tag.x1.text(places: 1), tagY: tag.y1.text(places: 1),
            tagWidth: tag.width.text(places: 1), tagHeight: tag.height.text(places: 1),
            tagCentreX: tag.centreX.text(places: 1),
            tagBaseline: (tag.y1 + 0.75 * tag.height).text(places: 1))
        ))
    }
    let largestFirst = shapes.enumerated().sorted {
      $0.element.area != $1.element.area
        ? $0.element.area > $1.element.area : $0.offset < $1.offset
    }
    self.shapes = largestFirst.map(\.element.shape)
  }
}
