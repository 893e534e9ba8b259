import Student
import Tensors
import TrainingData

/// A forward pass of a step, with what came of it.
public struct Pass: Sendable {
  /// The step, from 0.
  public let step: Int
  /// The pages.
  public let batch: TrainingBatch
  /// What the head says of them.
  public let output: HeadOutput
  /// What its points are to learn.
  public let targets: BatchTargets
  /// What was asked for inside the model, by path.
  public let taps: [String: Tensor]

  /// Describes a pass.
  public init(
    step: Int, batch: TrainingBatch, output: HeadOutput, targets: BatchTargets,
    taps: [String: Tensor] = [:]
  ) {
    self.step = step
    self.batch = batch
    self.output = output
    self.targets = targets
    self.taps = taps
  }
}

/// What tells figures for `metrics.jsonl` and the report, beside what it does.
public protocol Telling {
  /// Figures of the latest step, by name; the method's name is put before.
  var figures: [(name: String, value: Double)] { get }
}
