import GalleyTesting
import MethodSlots
import Settings
import StartConstraint
import Student
import Tensors
import Testing

@Suite("L2-SP", .serialized)
struct StartPullTests {
  private func rule(
    _ settings: [String], _ model: StudentModel
  ) throws -> any UpdateRule {
    let method = try StartConstraint(SettingsTree(yaml: "", file: "", settings: settings))
    let plan = try TrainingPlan([method])
    let start = try model.store.tensors.mapValues { try $0.detached().copied() }
    let context = RunContext(
      model: model, start: start, seed: RandomSeed(0), steps: 10, batch: 1, group: nil)
    return try #require(plan.updateRules.links.first).value(context)
  }

  private func model() throws -> StudentModel {
    try StudentModel(
      .init(preset: .tiny, classes: ["a"], taxonomy: "t", roles: nil, input: 64), seed: 1)
  }

  @Test func `draws old weights to the start and new ones to zero`() throws {
    let model = try model()
    let rule = try rule(["start=0.5", "new=0.25", "new_layers=head.classes"], model)
    let (old, new) = ("head.sides.bias", "head.classes.bias")
    let store = model.store
    let before = try #require(store[old]).array(of: Float.self)
    try store[old]?.addInPlace(.filled(1, [before.count]))
    let bias = try #require(store[new]).array(of: Float.self)[0]
    // Gradients of zero: whatever moves is moved by the rule.
    let chain = UpdateChain(
      try StochasticGradientDescent(store.trained, momentum: 0), rules: [rule])
    for entry in store.trained { try entry.tensor.setGradient(entry.tensor.detached().zerosLike()) }
    try chain(rate: 0.1, step: 0, gradientNorm: 0)
    let moved = try #require(store[old]).array(of: Float.self)
    for (now, start) in zip(moved, before) {
      #expect(near(Double(now), Double(start) + 1 - 0.05, 1e-6))
    }
    let shrunk = try #require(store[new]).array(of: Float.self)[0]
    #expect(near(Double(shrunk), Double(bias) * (1 - 0.1 * 0.25), 1e-6))
    let told = try #require((rule as? any Telling)?.figures.first)
    #expect(told.name == "distance" && near(told.value, Double(before.count).squareRoot(), 1e-5))
  }

  @Test func `of no strength leaves the step as it is`() throws {
    func stepped(_ rules: (StudentModel) throws -> [any UpdateRule]) throws -> [[Float]] {
      let model = try model()
      let chain = UpdateChain(try AdamW(model.store.trained), rules: try rules(model))
      for entry in model.store.trained {
        try entry.tensor.setGradient(entry.tensor.detached().copied())
      }
      try chain(rate: 0.01, step: 0, gradientNorm: 1)
      return try model.store.entries.map { try $0.tensor.array() }
    }
    let plain = try stepped { _ in [] }
    let held = try stepped { [try rule(["start=0", "new=0"], $0)] }
    let largest = zip(plain.joined(), held.joined()).map { abs($0 - $1) }.max() ?? .infinity
    #expect(largest < 1e-6)
  }
}
