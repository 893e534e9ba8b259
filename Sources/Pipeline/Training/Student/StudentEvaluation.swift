import Evaluation
import Layout
import PageImages
import TrainingData

/// Scores a student on labelled pages by the COCO metrics.
public enum StudentEvaluation {
  /// The metrics over all pages; regions that are ignored in training are crowds here.
  ///
  /// - Throws: `TrainingError`.
  public static func metrics(
    of predictor: StudentPredictor, on pages: [TrainingPage]
  ) async throws(TrainingError) -> DetectionMetrics {
    var (truth, found): ([TruthBox], [ScoredBox]) = ([], [])
    for (index, page) in pages.enumerated() {
      let image = try await translating {
        try await PageSource.open(page.image.file)
          .render(page: page.image.number, dpi: page.image.dpi).image
      }
      let scaleX = Double(image.width) / Double(page.width ?? image.width)
      let scaleY = Double(image.height) / Double(page.height ?? image.height)
      for region in page.regions {
        truth.append(
          TruthBox(
            image: index, classIndex: region.classIndex, box: region.box,
            isCrowd: region.isIgnored))
      }
      for detection in try predictor.detections(image) {
        let box = Box(
          x1: detection.box.x1 / scaleX, y1: detection.box.y1 / scaleY,
          x2: detection.box.x2 / scaleX, y2: detection.box.y2 / scaleY)
        found.append(
          ScoredBox(
            image: index, classIndex: detection.classIndex, box: box, score: detection.score))
      }
    }
    return DetectionMetrics(
      truth: truth, detections: found, classCount: predictor.card.classes.count)
  }
}
