import MethodSlots
import Settings
import Testing
import TrainingData

private struct Picker: PageSelection {
  func chosen(
    from pages: [TrainingPage], beside labelled: [TrainingPage], seed: UInt64
  ) async throws -> [TrainingPage] { pages }
}

/// Two methods that want the same slot, by a type parameter each.
private struct Choosing<Name: MethodName>: Method {
  static var keys: [SettingKey<Self>] { [] }
  static var card: MethodCard {
    MethodCard(
      name: Name.name, summary: "", paper: "", slots: [.pageSelection], cost: "nothing")
  }

  func plug(into plan: inout TrainingPlan) throws(PlanConflict) {
    try plan.pageSelection.fill(Picker(), by: Self.card)
  }
}

private protocol MethodName: Sendable { static var name: String { get } }
private enum First: MethodName { static let name = "first" }
private enum Second: MethodName { static let name = "second" }

@Suite("A training plan")
struct TrainingPlanTests {
  @Test func `without methods has nothing in its slots`() throws {
    let plan = try TrainingPlan()
    #expect(plan.pageSelection.link == nil && plan.batchPerturbation.link == nil)
    #expect(plan.updateRules.links.isEmpty && plan.lossTerms.links.isEmpty)
  }

  @Test func `refuses a second method in a slot for one, and names both`() throws {
    #expect(try TrainingPlan([Choosing<First>()]).pageSelection.link?.method == "first")
    let error = #expect(throws: PlanConflict.self) {
      try TrainingPlan([Choosing<First>(), Choosing<Second>()])
    }
    #expect(
      error.map { "\($0)" }
        == "methods: 'first' and 'second' both choose the page selection, which only one can: "
        + "leave one of them out")
  }
}
