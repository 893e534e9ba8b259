import Tensors
import TrainingData

/// What a run does beyond the plain step, by slot; empty slots cost nothing.
///
/// A step is: views of the pages → effective weights → forward → losses by page → weights of pages →
/// gradients → update rules → average → probes.
public struct TrainingPlan: Sendable {
  /// Makes what acts in a run, once its model is there.
  public typealias Maker<Part> = @Sendable (borrowing RunContext) throws -> Part

  /// Which pseudo-labelled pages enter.
  public var pageSelection = Sole<any PageSelection>(.pageSelection)
  /// Where parameters start.
  public var initialWeights = Chain<any InitialWeights>()
  /// What stands between stored and effective weights, in the model and in its average.
  public var weightTransforms = Chain<any WeightTransformation>()
  /// Views of a batch that depend on the student.
  public var batchPerturbation = Sole<Maker<any BatchPerturbation>>(.batchPerturbation)
  /// Losses beside the detection loss.
  public var lossTerms = Chain<Maker<any LossTerm>>()
  /// Weights of pages; several are multiplied.
  public var sampleWeightings = Chain<Maker<any SampleWeighting>>()
  /// What is done to updates, by phase, within a phase in the order of the catalogue.
  public var updateRules = Chain<Maker<any UpdateRule>>()
  /// What makes another model of the trained one.
  public var weightEdits = Chain<any WeightEdit>()
  /// What measures and changes nothing.
  public var probes = Chain<Maker<any Probe>>()

  /// The plan of some methods; none leaves the plain step.
  ///
  /// - Throws: `PlanConflict` naming both methods.
  public init(_ methods: [any Method] = []) throws(PlanConflict) {
    for method in methods { try method.plug(into: &self) }
  }
}
