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
  var faintNote: String
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
    let faint = regions.faintCount
    faintNote =
      faint == 0
      ? "" : "\(faint) ignored under \(ProofRegions.faintScore.text(places: 2)) left out"
    // At the width at which pages are usually shown this is about 11 px.
    let tagHeight = Double(page.width) / 58
    fontSize = (tagHeight * 0.72).text(places: 1)
    let all = ProofLayer.Kind.allCases.flatMap { regions[$0] }
    var placement = TagPlacement(
      regions[.fused].filter { !$0.isIgnored }.map(\.place), bounds: page.bounds,
      height: tagHeight)
    layers = ProofLayer.Kind.allCases.map { ProofLayer($0, regions[$0], &placement) }
    do {
      details = try RegionDetails.script(all)
    } catch {
      throw .unfitPage(page: labels.page.place, reason: "its details cannot be written: \(error)")
    }
  }
}
