import Settings

/// A published method that takes part in training: its settings, and what it puts into a plan.
///
/// The YAML key `methods:` names methods; the properties of one are its keys.
public protocol Method: SettingGroup {
  /// What people should know of it.
  static var card: MethodCard { get }
  /// Fills slots of a plan.
  func plug(into plan: inout TrainingPlan) throws(PlanConflict)
}

/// What a method is.
public struct MethodCard: Hashable, Sendable {
  /// Its name in configurations, such as `l2-sp`.
  public let name: String
  /// What it does, in a line.
  public let summary: String
  /// Title, authors, place and year of the paper.
  public let paper: String
  /// What it may change.
  public let slots: [Slot]
  /// What it costs in time and memory.
  public let cost: String

  /// Describes a method.
  public init(name: String, summary: String, paper: String, slots: [Slot], cost: String) {
    self.name = name
    self.summary = summary
    self.paper = paper
    self.slots = slots
    self.cost = cost
  }
}
