/// What a run tells while it goes on.
public enum TrainingEvent: Sendable {
  /// Before the first step.
  case started(parameters: Int, training: Int, validation: Int, from: Int, steps: Int)
  /// After a step.
  case step(Int, loss: Double, rate: Double)
  /// A step was left out: the loss was no number.
  case skipped(Int, pages: [String])
  /// After an evaluation.
  case evaluated(Int, figures: [(String, Double)], isBest: Bool)
  /// While it measures: how many pages are done.
  case measuring(Int, of: Int)
  /// Something that people should know of.
  case note(String)
}

/// How a run ended.
public struct TrainingSummary: Sendable {
  /// Steps that were made in all.
  public var steps: Int
  /// Best AP and the step at which it was.
  public var best: (step: Int, precision: Double)?
  /// Whether it ended since nothing got better.
  public var endedEarly: Bool
  /// Whether it was asked to stop.
  public var wasStopped: Bool
  /// Share of the time spent waiting for data, 0...1.
  public var shareWaiting: Double
}
