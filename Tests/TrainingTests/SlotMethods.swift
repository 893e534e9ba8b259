import MethodSlots
import Settings
import Student
import Tensors
import TrainingData

/// Takes a trained model half the way back to where it started: a weight edit.
struct HalfWay: Method, WeightEdit {
  static let keys: [SettingKey<HalfWay>] = []
  static let card = MethodCard(
    name: "half-way", summary: "", paper: "", slots: [.weightEdit], cost: "")

  func plug(into plan: inout TrainingPlan) throws(PlanConflict) {
    plan.weightEdits.append(self, by: Self.card)
  }

  func edit(_ model: StudentModel, start: [String: Tensor]) throws {
    for entry in model.store.entries where entry.role == .weight {
      guard let origin = start[entry.name] else { continue }
      try withoutGradient { () throws(TensorError) in
        try entry.tensor.addInPlace(origin - entry.tensor.detached(), times: 0.5)
      }
    }
  }
}

/// Darkens the pages, and tells their loss before and after: a batch perturbation.
struct Shading: Method {
  var share = 0.5

  static let keys: [SettingKey<Shading>] = [
    .number("share", \.share, 0...1, "share of the contrast that is taken away")
  ]
  static let card = MethodCard(
    name: "shading", summary: "", paper: "", slots: [.batchPerturbation], cost: "")

  func plug(into plan: inout TrainingPlan) throws(PlanConflict) {
    try plan.batchPerturbation.fill({ _ in Shader(share: share) }, by: Self.card)
  }

  private final class Shader: BatchPerturbation, Telling {
    private let share: Double
    private(set) var figures: [(name: String, value: Double)] = []

    init(share: Double) { self.share = share }

    func perturbed(
      _ batch: TrainingBatch, losses: (Tensor) throws(TensorError) -> Tensor
    ) throws(TensorError) -> Tensor {
      let shaded = try batch.images * (1 - share)
      let (before, after) = (try losses(batch.images), try losses(shaded))
      // Gradients of a perturbation must not reach the step's.
      try before.sum().backward()
      figures = [
        ("pages", Double(before.count)), ("before", try before.sum().item()),
        ("after", try after.sum().item()),
      ]
      return shaded
    }
  }
}

/// Lets pages count less from step to step, which it remembers: a sample weighting.
struct Fading: Method {
  var factor = 1.0

  static let keys: [SettingKey<Fading>] = [
    .number("factor", \.factor, 0...100, "weight in the first step")
  ]
  static let card = MethodCard(
    name: "fading", summary: "", paper: "", slots: [.sampleWeighting], cost: "")

  func plug(into plan: inout TrainingPlan) throws(PlanConflict) {
    plan.sampleWeightings.append({ _ in Fader(factor: factor) }, by: Self.card)
  }

  private final class Fader: SampleWeighting, Resumable {
    private let factor: Double
    private var steps = 0.0

    init(factor: Double) { self.factor = factor }

    func weights(of losses: Tensor, _ pass: Pass) throws(TensorError) -> Tensor {
      steps += 1
      return try .filled(factor / steps, losses.shape)
    }

    func state() throws(TensorError) -> [String: Tensor] { ["steps": try Tensor([steps])] }

    func restore(_ state: [String: Tensor]) throws(TensorError) {
      steps = try state["steps"]?.item() ?? 0
    }
  }
}
