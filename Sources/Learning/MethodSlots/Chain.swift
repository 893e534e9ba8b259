/// What methods put into a slot that has room for many, in the order in which it acts.
public struct Chain<Value: Sendable>: Sendable {
  /// Each with the name of its method.
  public private(set) var links: [(method: String, value: Value)] = []

  /// Puts a value behind the others.
  public mutating func append(_ value: Value, by card: MethodCard) {
    links.append((card.name, value))
  }
}

/// What a method puts into a slot that has room for one.
public struct Sole<Value: Sendable>: Sendable {
  private let slot: Slot
  /// The value with the name of its method.
  public private(set) var link: (method: String, value: Value)?

  init(_ slot: Slot) { self.slot = slot }

  /// Puts a value in.
  ///
  /// - Throws: `PlanConflict` where another method has done so.
  public mutating func fill(_ value: Value, by card: MethodCard) throws(PlanConflict) {
    if let link { throw PlanConflict(slot: slot, first: link.method, second: card.name) }
    link = (card.name, value)
  }
}
