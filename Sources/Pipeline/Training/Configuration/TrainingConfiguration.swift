import Foundation
import MethodSlots
import Settings
import Student

/// Everything that a supervised run depends on.
public struct TrainingConfiguration: Sendable {
  /// How pages are changed before they are shown.
  public enum Views: String, CaseIterable, Sendable {
    case none, weak, strong
  }

  /// What changes the parameters.
  public enum OptimiserKind: String, CaseIterable, Sendable {
    case adamw, sgd
  }

  /// Where pages and labels come from.
  public struct Data: Sendable {
    public var labelled: [String] = []
    public var pseudo: [String] = []
    public var validation: [String] = []
    public var folds = 5
    public var fold = 0
    /// `nil` for all.
    public var pages: Int?
    public var classes: [String] = []
  }

  /// What batch normalisation goes by.
  public enum Statistics: String, CaseIterable, Sendable {
    case batch, frozen
  }

  /// How parameters change.
  public struct Learning: Sendable {
    public var statistics = Statistics.batch
    public var optimiser = OptimiserKind.adamw
    public var rate = 1e-3
    public var floor = 1e-5
    public var warmUp = 100
    public var weightDecay = 0.05
    public var clip = 10.0
    public var average = 0.9998
    public var freeze: [String] = []
    public var rates: [String] = []
  }

  // What each is for stands with its key.
  public var student = StudentPreset.tiny.rawValue
  public var taxonomy = "doclaynet"
  public var seed = 0
  public var steps = 1000
  public var batch = 8
  public var input = 512
  public var views = Views.weak
  public var data = Data()
  public var learning = Learning()
  public var loss = LossWeights()
  public var start: String?
  public var evaluateEvery = 200
  public var checkpointEvery = 100
  public var patience = 0
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  public var workers = 1
  /// In the order of the catalogue.
  public var methods: [any Method] = []

  /// The defaults, which name no pages.
  public init() {}
}
