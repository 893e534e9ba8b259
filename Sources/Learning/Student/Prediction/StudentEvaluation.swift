import Evaluation
import Layout
import PageImages
import TrainingData

/// A student's score on labelled pages by the COCO metrics.
public struct StudentEvaluation: Sendable {
  /// The metrics over all pages that can be read.
  public let metrics: DetectionMetrics
  /// Why pages cannot be read; they count for nothing.
  public let skipped: [TrainingDataError]

  /// Measures; regions that are ignored in training are crowds here.
  ///
  /// - Parameter progress: told after each page how many are done.
  /// - Throws: `StudentError`.
  public init(
    of predictor: StudentPredictor, on pages: [TrainingPage],
    progress: (Int) -> Void = { _ in }
  ) async throws(StudentError) {
    var (truth, found): ([TruthBox], [ScoredBox]) = ([], [])
    var skipped: [TrainingDataError] = []
    let reader = PageReader()
    for (index, page) in pages.enumerated() {
      defer { progress(index + 1) }
      let image: PageImage
      do throws(TrainingDataError) { image = try await reader.image(of: page) } catch {
        skipped.append(error)
        continue
      }
      truth += page.regions.map {
        TruthBox(image: index, classIndex: $0.classIndex, box: $0.box, isCrowd: $0.isIgnored)
      }
      found += try predictor.detections(image).map {
        ScoredBox(
          image: index, classIndex: $0.classIndex, box: page.ownPixels($0.box, in: image),
          score: $0.score)
      }
    }
    metrics = DetectionMetrics(
      truth: truth, detections: found, classCount: predictor.card.classes.count)
    self.skipped = skipped
  }
}

extension TrainingPage {
  /// A box of its image in the pixels in which its regions are given.
  func ownPixels(_ box: Box, in image: PageImage) -> Box {
    box.scaled(
      x: Double(width ?? image.width) / Double(image.width),
      y: Double(height ?? image.height) / Double(image.height))
  }
}
