import Student

/// Everything that a supervised run depends on.
public struct TrainingConfiguration: Hashable, Sendable {
  /// How pages are changed before they are shown.
  public enum Views: String, CaseIterable, Sendable {
    case none, weak, strong
  }

  /// What changes the parameters.
  public enum OptimiserKind: String, CaseIterable, Sendable {
    case adamw, sgd
  }

  /// Where pages and labels come from.
  public struct Data: Hashable, Sendable {
    /// COCO files, folders with an `annotations.json`, or galley projects.
    public var labelled: [String]
    /// The same for labels that nobody checked.
    public var pseudo: [String]
    /// Like `labelled`, for measuring; empty takes documents of `labelled` instead.
    public var validation: [String]
    /// How many parts documents are divided into for measuring; 0 measures nothing.
    public var folds: Int
    /// Which part is held out.
    public var fold: Int
    /// How many labelled pages are learnt from, spread over the documents; `nil` for all.
    public var pages: Int?
    /// A COCO class's name to a class of the taxonomy, `name=class`.
    public var classes: [String]
  }

  /// How parameters change.
  public struct Learning: Hashable, Sendable {
    /// Which rule.
    public var optimiser: OptimiserKind
    /// Peak rate.
    public var rate: Double
    /// Last rate.
    public var floor: Double
    /// Steps of linear warm-up.
    public var warmUp: Int
    /// Share of a parameter that a step at rate 1 takes away.
    public var weightDecay: Double
    /// Greatest norm of the gradients; 0 for any.
    public var clip: Double
    /// Share of itself that the averaged model keeps at a step.
    public var average: Double
  }

  /// Size of the student.
  public var student: StudentPreset
  /// Name or file of the classes.
  public var taxonomy: String
  /// Fixes weights, splits, order and views.
  public var seed: Int
  /// Updates in all.
  public var steps: Int
  /// Pages of a step, in each process.
  public var batch: Int
  /// Pixels of a page's longer side.
  public var input: Int
  /// How pages are changed.
  public var views: Views
  /// Pages and labels.
  public var data: Data
  /// How parameters change.
  public var learning: Learning
  /// How much each part of the loss counts.
  public var loss: LossWeights
  /// A run or a file whose weights training starts from.
  public var start: String?
  /// Steps between two evaluations.
  public var evaluateEvery: Int
  /// Steps between two checkpoints.
  public var checkpointEvery: Int
  /// Evaluations without a better one after which training ends; 0 for never.
  public var patience: Int
  /// Threads of the tensors' operations.
  public var threads: Int
  /// Threads that read pages.
  public var workers: Int
}
