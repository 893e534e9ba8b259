import Foundation
import GalleyTesting
import Tensors
import Testing

/// A store with one decaying and one other parameter, whose gradients are their numbers' signs.
private func model(seed: UInt64 = 3) throws -> ParameterStore {
  let store = try ParameterStore(seed: seed)
  _ = try (store.root / "weight").parameter([3], .normal(deviation: 1), decays: true)
  _ = try (store.root / "scale").parameter([2], .constant(1))
  _ = try (store.root / "statistic").statistic([2], 5)
  return store
}

private func learn(_ store: ParameterStore) throws {
  try store.clearGradients()
  for entry in store.trained { try entry.tensor.power(2).sum().backward() }
}

private func numbers(_ store: ParameterStore) throws -> [[Float]] {
  try store.entries.map { try $0.tensor.array() }
}

@Suite("Optimisers")
struct OptimiserTests {
  @Test func `AdamW's first step goes by the rate against the gradient's sign`() throws {
    let store = try model()
    let before = try numbers(store)
    let optimiser = try AdamW(store.trained, weightDecay: 0.5)
    try learn(store)
    try optimiser.step(rate: 0.1)
    let after = try numbers(store)
    for (old, new) in zip(before[0], after[0]) {
      #expect(abs(new - (old * 0.95 - 0.1 * (old < 0 ? -1 : 1))) < 1e-5)
    }
    #expect(after[1].allSatisfy { abs($0 - 0.9) < 1e-5 } && after[2] == [5, 5])
  }

  @Test(arguments: [
    (0.0, false, 0.8 as Float), (0.9, false, 0.46), (0.9, true, 0.2224),
  ])
  func `SGD's two steps`(momentum: Double, isNesterov: Bool, expected: Float) throws {
    let store = try ParameterStore(seed: 1)
    let a = try (store.root / "a").parameter([1], .constant(1))
    let optimiser = try StochasticGradientDescent(
      store.trained, momentum: momentum, isNesterov: isNesterov)
    for _ in 0..<(momentum == 0 ? 1 : 2) {
      try learn(store)
      try optimiser.step(rate: 0.1)
    }
    #expect(abs(try a.stored.array()[0] - expected) < 1e-6)
  }

  @Test func `parameters without a gradient stay, and count no step`() throws {
    let store = try model()
    let optimiser = try AdamW(store.trained)
    let before = try numbers(store)
    try store["scale"]?.sum().backward()
    try optimiser.step(rate: 0.1)
    let after = try numbers(store)
    #expect(before[0] == after[0] && before[1] != after[1])
    #expect(try optimiser.state()["steps"]?.array(of: Int.self) == [0, 1])
  }

  @Test func `go on from a file as if they had never stopped`() async throws {
    let optimisers: [(ParameterStore) throws -> any Optimiser] = [
      { try AdamW($0.trained) }, { try StochasticGradientDescent($0.trained, isNesterov: true) },
    ]
    for make in optimisers {
      let (whole, first) = (try model(), try model())
      let (wholeOptimiser, firstOptimiser) = (try make(whole), try make(first))
      for _ in 0..<3 {
        try learn(whole)
        try wholeOptimiser.step(rate: 0.1)
        try learn(first)
        try firstOptimiser.step(rate: 0.1)
      }
      try await Fixture.withTemporaryFolder { folder in
        let path = folder.appending(path: "checkpoint").path
        var file = Safetensors(first.tensors)
        for (name, tensor) in try firstOptimiser.state() {
          file.tensors["optimiser." + name] = tensor
        }
        try file.write(to: path)
        let second = try model(seed: 9)
        let saved = try Safetensors(contentsOf: path).tensors
        let (state, parameters) = (
          saved.filter { $0.key.hasPrefix("optimiser.") },
          saved.filter { !$0.key.hasPrefix("optimiser.") }
        )
        try second.load(parameters)
        let secondOptimiser = try make(second)
        try secondOptimiser.restore(
          Dictionary(uniqueKeysWithValues: state.map { (String($0.key.dropFirst(10)), $0.value) }))
        for _ in 0..<3 {
          try learn(whole)
          try wholeOptimiser.step(rate: 0.1)
          try learn(second)
          try secondOptimiser.step(rate: 0.1)
        }
        #expect(try numbers(second) == numbers(whole))
      }
    }
  }

  @Test func `refuse the state of another model`() throws {
    let optimiser = try AdamW(try model().trained)
    let error = #expect(throws: TensorError.self) {
      try optimiser.restore(["steps": try Tensor([1, 2])])
    }
    guard case .parameterMismatch(let name, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name.hasSuffix("moment.weight"))
  }

  @Test func `clipping scales to the norm, and leaves what is not finite`() throws {
    let store = try model()
    try store["scale"]?.setGradient(try Tensor([Float(3), 4]))
    #expect(try store.clipGradients(toNorm: 10) == 5)
    #expect(try store["scale"]?.gradient?.array() == [3, 4])
    #expect(try store.clipGradients(toNorm: 1) == 5)
    #expect(try abs(store.gradientNorm() - 1) < 1e-6)
    try store["scale"]?.setGradient(try Tensor([Float.nan, 4]))
    #expect(try !store.clipGradients(toNorm: 1).isFinite)
    #expect(try store["scale"]?.gradient?.array()[1] == 4)
  }

  @Test(arguments: [
    (LearningRate.constant(2), [(0, 2.0), (99, 2)]),
    (.constant(2, warmUp: 4), [(0, 0.5), (3, 2), (9, 2)]),
    (
      .cosine(peak: 1, floor: 0.1, warmUp: 10, steps: 110),
      [(0, 0.1), (9, 1), (10, 1), (60, 0.55), (110, 0.1), (500, 0.1)]
    ),
    (.cosine(peak: 1, steps: 0), [(0, 0)]),
  ])
  func `learning rates`(rate: LearningRate, expected: [(step: Int, rate: Double)]) {
    for (step, value) in expected { #expect(near(rate.at(step), value)) }
  }

  @Test func `the average ramps up, and copies statistics`() throws {
    let (store, average) = (try model(), try model(seed: 8))
    let mean = try ExponentialAverage(of: store, in: average, decay: 0.15)
    #expect(try numbers(average) == numbers(store))
    try store["scale"]?.fillInPlace(with: 2)
    try store["statistic"]?.fillInPlace(with: 7)
    try mean.update()  // keeps 1/10
    #expect(try abs((average["scale"]?.array()[0] ?? 0) - 1.9) < 1e-6)
    #expect(try average["statistic"]?.array() == [7, 7])
    try mean.update()  // 2/11 is more than 0.15
    #expect(try abs((average["scale"]?.array()[0] ?? 0) - 1.985) < 1e-6)
    #expect(mean.updates == 2)
  }
}
