import Evaluation
import Layout

extension COCOTruth {
  /// What is labelled on a page, in the page's own pixels.
  ///
  /// Boxes of classes that the taxonomy lacks are left out; `nil` for a page that the file does not
  /// list.
  public func boxes(on page: Page, taxonomy: Taxonomy) -> [TruthBox]? {
    guard let image = image(named: COCOExporter.name(of: page)) else { return nil }
    var classes: [Int: Int] = [:]
    for (index, id) in categoryIDs(for: taxonomy).enumerated() { if let id { classes[id] = index } }
    let (scaleX, scaleY) = (
      Double(page.width) / Double(image.width), Double(page.height) / Double(image.height)
    )
    return labels.filter { $0.image == image.id }.compactMap { label in
      classes[label.category].map {
        TruthBox(
          image: image.id, classIndex: $0, box: label.box.scaled(x: scaleX, y: scaleY),
          isCrowd: label.isCrowd)
      }
    }
  }
}
