/// Methods that cannot be used together.
public struct PlanConflict: Error, Hashable, Sendable, CustomStringConvertible {
  /// What both want.
  public let slot: Slot
  /// The method that has it.
  public let first: String
  /// The method that wants it, too.
  public let second: String

  /// Both methods, and the remedy.
  public var description: String {
    "methods: '\(first)' and '\(second)' both choose the \(slot.rawValue), which only one can: "
      + "leave one of them out"
  }
}
