import Layout
import Student
import Tensors
import TrainingData

/// What the pages of a batch say to the loss.
struct BatchLabels {
  private let truths: [[Truth]]
  private let ignored: [[Box]]
  private let doubtful: [[Box]]

  /// - Parameter softClasses: whether unsure classes are learnt as shares of several.
  init(_ batch: TrainingBatch, softClasses: Bool) {
    truths = batch.pages.map { page in
      page.regions.filter { !$0.isIgnored }.map { Truth($0, softClasses: softClasses) }
    }
    // What is neither label nor background: inside a person's crowd nothing is known; of a machine's
    // proposal it is unsure whether that very box is a region.
    func unsure(_ source: TrainingRegion.Source) -> [[Box]] {
      batch.pages.map { page in
        page.regions.filter { $0.isIgnored && $0.source == source }.map(\.box)
      }
    }
    ignored = unsure(.human)
    doubtful = unsure(.pseudo)
  }

  /// What the points of an output are to learn.
  func targets(_ output: HeadOutput, _ loss: DetectionLoss) throws(TensorError) -> BatchTargets {
    try loss.targets(output, truths, ignored: ignored, doubtful: doubtful)
  }
}

extension Truth {
  /// A region of a training page.
  init(_ region: TrainingRegion, softClasses: Bool) {
    self.init(
      box: region.box, classIndex: region.classIndex, variance: region.variance,
      confidence: region.confidence,
      classProbabilities: softClasses ? region.classProbabilities : nil)
  }
}
