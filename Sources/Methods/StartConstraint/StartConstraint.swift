import MethodSlots
import Settings

/// Draws the weights back to where training started: L2-SP (Li, Grandvalet, Davoine, ICML 2018).
public struct StartConstraint: Method {
  /// α of the paper: strength for what the model started with.
  public var start = 0.05
  /// β of the paper: strength towards zero for what it did not, such as a new class layer.
  public var new = 0.05
  /// Paths of layers that are new.
  public var newLayers: [String] = []

  /// The defaults.
  public init() {}

  /// The keys.
  public static let keys: [SettingKey<StartConstraint>] = [
    .number("start", \.start, 0...100, "α: pull towards the start, a share of the way at rate 1"),
    .number("new", \.new, 0...100, "β: pull of new layers towards zero"),
    .texts(
      "new_layers", \.newLayers, "paths of layers that the start does not know, as `head.classes`",
      allowed: "a path or a list of paths"),
  ]

  /// What people should know of it.
  public static let card = MethodCard(
    name: "l2-sp", summary: "weights are drawn back to where training started",
    paper: "Explicit Inductive Bias for Transfer Learning with Convolutional Networks "
      + "(Li, Grandvalet, Davoine, ICML 2018)",
    slots: [.updateRule], cost: "one copy of the weights; under 1 % of a step")

  /// Puts the pull behind the optimiser.
  public func plug(into plan: inout TrainingPlan) throws(PlanConflict) {
    plan.updateRules.append({ StartPull(self, start: $0.start) }, by: Self.card)
  }
}
