import Evaluation
import Foundation
import Interchange
import TrainingData

/// The files of a comparison, read and compared.
struct ComparedFiles {
  /// Files of the baseline, one for each seed.
  let baseline: [String]
  /// Files of each arm.
  let arms: [[String]]
  /// The document of each image.
  let documents: [String]

  /// - Parameters:
  ///   - compare: files of all arms, one arm after the other.
  init(_ baseline: [String], compare: [String], images: [COCOEvaluation.Image]) {
    self.baseline = baseline
    arms = stride(from: 0, to: compare.count, by: baseline.count).map {
      Array(compare[$0..<$0 + baseline.count])
    }
    documents = images.map { $0.document ?? DocumentName.of($0.name) }
  }

  /// Compares them.
  ///
  /// - Parameter set: the truth, and the baseline's first predictions.
  /// - Throws: `InterchangeError`.
  func comparison(
    _ set: COCOEvaluation, _ options: ComparisonOptions
  ) throws(InterchangeError) -> RunComparison {
    var others = [set.predictions]
    for file in baseline.dropFirst() { others.append(try read(file, set)) }
    var runs: [[COCOPredictions]] = []
    for arm in arms {
      var predictions: [COCOPredictions] = []
      for (file, other) in zip(arm, others) {
        let read = try read(file, set)
        let apart = try read.checkComparable(with: other, images: set.images)
        if apart > 0 {
          Console.error(
            "\(apart) images have predictions in one of \(read.file) and \(other.file) only: the other "
              + "counts as having found nothing there")
        }
        predictions.append(read)
      }
      runs.append(predictions)
    }
    return RunComparison(
      truth: set.truth, baseline: others.map(\.boxes), arms: runs.map { $0.map(\.boxes) },
      classCount: set.categories.count, documents: documents,
      draws: options.draws ?? ComparisonOptions.usualDraws, seed: options.seed ?? 0,
      margin: options.margin ?? ComparisonOptions.usualMargin)
  }

  private func read(
    _ file: String, _ set: COCOEvaluation
  ) throws(InterchangeError) -> COCOPredictions {
    try set.predictions(in: URL(fileURLWithPath: file))
  }
}
