import MethodSlots
import Tensors

/// The parts of a plan's methods in a run.
struct RunningMethods {
  let batchPerturbation: (any BatchPerturbation)?
  let lossTerms: [any LossTerm]
  let sampleWeightings: [any SampleWeighting]
  let updateRules: [any UpdateRule]
  let probes: [any Probe]
  /// Values inside the model that the parts look at.
  let taps: Set<String>
  /// All of them, by method.
  private let parts: [(method: String, part: Any)]

  init(_ plan: TrainingPlan, _ context: RunContext) throws {
    var parts: [(method: String, part: Any)] = []
    func make<Part>(
      _ links: [(method: String, value: TrainingPlan.Maker<Part>)]
    ) throws -> [Part] {
      try links.map { link in
        let part = try link.value(context)
        parts.append((link.method, part))
        return part
      }
    }
    batchPerturbation = try make(plan.batchPerturbation.link.map { [$0] } ?? []).first
    lossTerms = try make(plan.lossTerms.links)
    sampleWeightings = try make(plan.sampleWeightings.links)
    updateRules = try make(plan.updateRules.links)
    probes = try make(plan.probes.links)
    taps = lossTerms.map(\.taps).reduce(into: probes.map(\.taps).reduce([]) { $0.union($1) }) {
      $0.formUnion($1)
    }
    self.parts = parts
  }

  /// Whether the sum of the losses is not all that counts.
  var changesLosses: Bool { !lossTerms.isEmpty || !sampleWeightings.isEmpty }

  /// Figures of the latest step as `method/figure`.
  var figures: [(String, Double)] {
    parts.flatMap { method, part in
      ((part as? any Telling)?.figures ?? []).map { ("\(method)/\($0.name)", $0.value) }
    }
  }

  /// What the probes measure after a step.
  func probed(_ pass: Pass) throws(TensorError) -> [(String, Double)] {
    var figures: [(String, Double)] = []
    for (method, part) in parts {
      guard let probe = part as? any Probe else { continue }
      figures += try probe.figures(after: pass).map { ("\(method)/\($0.name)", $0.value) }
    }
    return figures
  }

  /// The state of all parts that have one, by method, part and name.
  func state() throws(TensorError) -> [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (index, (method, part)) in parts.enumerated() {
      guard let part = part as? any Resumable else { continue }
      for (name, tensor) in try part.state() { state["\(method).\(index).\(name)"] = tensor }
    }
    return state
  }

  /// Goes on from a state.
  func restore(_ state: [String: Tensor]) throws(TensorError) {
    for (index, (method, part)) in parts.enumerated() {
      guard let part = part as? any Resumable else { continue }
      try part.restore(state.below("\(method).\(index)."))
    }
  }
}

extension [String: Tensor] {
  /// Those whose names begin with a prefix, without it.
  func below(_ prefix: String) -> [String: Tensor] {
    [String: Tensor](
      uniqueKeysWithValues: filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }

  /// The same with a prefix before each name.
  func prefixed(_ prefix: String) -> [String: Tensor] {
    [String: Tensor](uniqueKeysWithValues: map { (prefix + $0.key, $0.value) })
  }
}
