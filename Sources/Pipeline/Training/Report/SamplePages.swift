import Foundation
import Layout
import PageImages
import Student
import TrainingData

/// Pages of the report with what the student sees on them.
struct SamplePages {
  /// A box of a page with its class.
  struct Region {
    var box: Box
    var name: String
    /// `nil` for a labelled region.
    var score: Double?
  }

  /// A page: its picture and its boxes, both in pixels of the page image.
  struct Page {
    var name: String
    var picture: Data
    var width: Int
    var height: Int
    var regions: [Region]
  }

  let pages: [Page]

  /// So many pages are shown.
  private static let count = 6
  /// Pixels of a picture's longer side.
  private static let side = 900
  /// Least score of a region that is drawn.
  static let leastScore = 0.3

  /// Takes pages at even distances, and looks at them; those that cannot be read are left out.
  static func pick(
    from pages: [TrainingPage], by predictor: StudentPredictor
  ) async throws(TrainingError) -> SamplePages {
    let reader = PageReader()
    var samples: [Page] = []
    let shown = min(count, pages.count)
    for index in 0..<shown {
      let page = pages[index * pages.count / shown]
      guard let image = try? await reader.image(of: page),
        let picture = try? ImageEncoding.data(
          image, as: .jpeg(quality: 60), maximumSide: side)
      else { continue }
      let classes = predictor.card.classes
      let labelled = page.regions(width: image.width, height: image.height).filter { !$0.isIgnored }
        .map { Region(box: $0.box, name: classes[$0.classIndex]) }
      // The strongest last, so that their names lie above the others'.
      let found = try translating { try predictor.detections(image) }.reversed().map {
        Region(box: $0.box, name: classes[$0.classIndex], score: $0.score)
      }
      samples.append(
        Page(
          name: URL(fileURLWithPath: page.image.name).lastPathComponent, picture: picture,
          width: image.width, height: image.height, regions: labelled + found))
    }
    return SamplePages(pages: samples)
  }
}
