import Evaluation
import Layout

extension COCOTruth {
  /// What is labelled on a page, in the page's own pixels.
  ///
  /// Boxes of classes that the taxonomy lacks are left out; `nil` for a page that the file does not
  /// list.
  public func boxes(on page: Page, taxonomy: Taxonomy) -> [TruthBox]? {
    image(named: page.name).map {
      boxes(on: $0, drawn: page.bounds, taxonomy: taxonomy)
    }
  }

  /// What is labelled on an image that is drawn larger or smaller than the file knows it.
  public func boxes(on image: Image, drawn bounds: Box, taxonomy: Taxonomy) -> [TruthBox] {
    var classes: [Int: Int] = [:]
    for (index, id) in categoryIDs(for: taxonomy).enumerated() { if let id { classes[id] = index } }
    let (scaleX, scaleY) = (
      bounds.width / Double(image.width), bounds.height / Double(image.height)
    )
    return (labelsByImage[image.id] ?? []).compactMap { label in
      classes[label.category].map {
        TruthBox(
          image: image.id, classIndex: $0, box: label.box.scaled(x: scaleX, y: scaleY),
          isCrowd: label.isCrowd)
      }
    }
  }
}
