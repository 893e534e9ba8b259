import Student
import Tensors

/// What a method's part may know of its run.
public struct RunContext {
  /// The model that is trained.
  public let model: StudentModel
  /// Its numbers at the start: after initial weights, before the first step.
  public let start: [String: Tensor]
  /// Where noise comes from.
  public let seed: RandomSeed
  /// Updates in all.
  public let steps: Int
  /// Pages of a step, over all processes.
  public let batch: Int
  /// The processes of the job; `nil` for one alone.
  public let group: ProcessGroup?

  /// Describes a run.
  public init(
    model: StudentModel, start: [String: Tensor], seed: RandomSeed, steps: Int, batch: Int,
    group: ProcessGroup?
  ) {
    self.model = model
    self.start = start
    self.seed = seed
    self.steps = steps
    self.batch = batch
    self.group = group
  }
}
