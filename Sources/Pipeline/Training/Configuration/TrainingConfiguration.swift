import Foundation
import MethodSlots
import Settings
import Student

/// Everything that a supervised run depends on.
public struct TrainingConfiguration: Sendable {
  /// How pages are changed before they are shown.
  package enum Views: String, CaseIterable, Sendable {
    case none, weak, strong
  }

  /// What changes the parameters.
  package enum OptimiserKind: String, CaseIterable, Sendable {
    case adamw, sgd
  }

  /// Where pages and labels come from.
  package struct Data: Sendable {
    package var labelled: [String] = []
    package var pseudo: [String] = []
    package var validation: [String] = []
    package var folds = 5
    package var fold = 0
    /// `nil` for all.
    package var pages: Int?
    package var classes: [String] = []
  }

  /// What batch normalisation goes by.
  package enum Statistics: String, CaseIterable, Sendable {
    case batch, frozen
  }

  /// How parameters change.
  package struct Learning: Sendable {
    package var statistics = Statistics.batch
    package var optimiser = OptimiserKind.adamw
    package var rate = 1e-3
    package var floor = 1e-5
    package var warmUp = 100
    package var weightDecay = 0.05
    package var clip = 10.0
    package var average = 0.9998
    package var freeze: [String] = []
    package var rates: [String] = []
  }

  // What each is for stands with its key.
  package var student = StudentPreset.tiny.rawValue
  package var taxonomy = "doclaynet"
  package var seed = 0
  package var steps = 1000
  package var batch = 8
  package var input = 512
  package var views = Views.weak
  package var data = Data()
  package var learning = Learning()
  package var loss = LossSettings()
  package var start: String?
  package var evaluateEvery = 200
  package var checkpointEvery = 100
  package var patience = 0
  package var threads = ProcessInfo.processInfo.activeProcessorCount
  package var workers = 1
  /// In the order of the catalogue.
  public var methods: [any Method] = []

  /// The defaults, which name no pages.
  public init() {}
}
