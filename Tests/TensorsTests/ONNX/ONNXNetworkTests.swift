import Foundation
import GalleyTesting
import Tensors
import Testing

@Suite("ONNX networks")
struct ONNXNetworkTests {
  /// Convolution, batch norm, SiLU; then a head with a bias of its own.
  private func detector() -> SmallONNX {
    var file = SmallONNX([1, 2, 4, 4], outputs: ["scores"])
    file.floats("model.0/conv:weight", Array(repeating: 0.1, count: 6), shape: [3, 2, 1, 1])
    file.floats("bn.weight", [1, 1, 1])
    file.floats("bn.bias", [0, 0.5, -0.5])
    file.floats("bn.mean", [0, 0, 0])
    file.floats("bn.var", [1, 1, 1])
    file.floats("shift", [0.1, 0.2, 0.3], shape: [1, 3, 1, 1])
    file.floats("unused", [1, 2, 3])
    file.node("Conv", ["x", "model.0/conv:weight"], ["a"])
    file.node(
      "BatchNormalization", ["a", "bn.weight", "bn.bias", "bn.mean", "bn.var"], ["b"],
      ["momentum": .real(0.5)])
    file.node("Sigmoid", ["b"], ["gate"])
    file.node("Mul", ["b", "gate"], ["c"])
    file.node("Add", ["c", "shift"], ["logits"])
    file.node("Sigmoid", ["logits"], ["scores"])
    return file
  }

  @Test func `have the file's weights as parameters`() throws {
    let store = try ParameterStore(seed: 1)
    let network = try detector().network(in: store)
    #expect(
      store.entries.map(\.name) == [
        "model.0.conv.weight", "bn.weight", "bn.bias", "bn.mean", "bn.var", "shift",
      ])
    #expect(store.entries.filter(\.decays).map(\.name) == ["model.0.conv.weight"])
    #expect(store.entries.filter { !$0.isTrained }.map(\.name) == ["bn.mean", "bn.var"])
    #expect(network.paths["model.0/conv:weight"] == "model.0.conv.weight")
    #expect(network.inputs.map(\.name) == ["x"] && network.values == ["scores"])
  }

  @Test func `keep names apart that are alike when tidied`() throws {
    var file = SmallONNX()
    for name in ["a/w", "a.w", "a:w", "//"] { file.floats(name, [1, 2], shape: [1, 2, 1]) }
    file.node("Mul", ["n", "a/w"], ["b"])
    file.node("Add", ["b", "a.w"], ["c"])
    file.node("Add", ["c", "a:w"], ["d"])
    file.node("Add", ["d", "//"])
    file.node("Neg", ["x"], ["n"])
    let store = try ParameterStore(seed: 1)
    let network = try file.network(in: store)
    #expect(
      network.paths == ["a.w": "a.w", "a/w": "a.w_2", "a:w": "a.w_3", "//": "tensor"])
  }

  @Test func `give values inside the graph, and compute no others`() throws {
    let store = try ParameterStore(seed: 1)
    let network = try detector().network(values: ["a", "logits"], in: store)
    let x = try Tensor.ones([1, 2, 4, 4])
    let values = try network(x, .inference)
    #expect(values.map(\.shape) == [[1, 3, 4, 4], [1, 3, 4, 4]])
    #expect(try near(values[0].array(of: Double.self), Array(repeating: 0.2, count: 48), 1e-6))
    // What is asked for is not fused away.
    let gate = try network(["x": x], values: ["gate"], .inference)[0]
    #expect(try near(gate.narrowed(1, from: 0, count: 1).mean().item(), 1 / (1 + exp(-0.2)), 1e-5))
    let before = try ParameterStore(seed: 1)
    _ = try detector().network(values: ["a"], in: before)
    #expect(before.entries.map(\.name) == ["model.0.conv.weight"])
    #expect(throws: TensorError.self) { try network(["x": x], values: ["scores"], .inference) }
  }

  @Test func `learn, and their statistics follow where the phase says so`() throws {
    let store = try ParameterStore(seed: 1)
    let network = try detector().network(values: ["logits"], in: store)
    let x = try Tensor.normal([4, 2, 8, 8], RandomGenerator(seed: 3))
    for phase in [Phase.inference, .frozenStatistics] {
      _ = try network(x, phase)
      #expect(try store["bn.mean"]?.array() == [0, 0, 0])
    }
    var losses: [Double] = []
    let optimiser = try AdamW(store.trained)
    for _ in 0..<20 {
      try store.clearGradients()
      let loss = try (network(x, .training)[0] - 1).power(2).mean()
      try loss.backward()
      for entry in store.trained { #expect(entry.tensor.gradient != nil, "\(entry.name)") }
      try optimiser.step(rate: 0.05)
      losses.append(try loss.item())
    }
    #expect(losses[19] < 0.8 * losses[0])
    let mean = try x.mean(along: [0, 2, 3]).sum().item() * 0.1
    #expect(try store["bn.mean"]?.array().allSatisfy { $0 != 0 } == true && mean.isFinite)
  }

  @Test func `take gradients that differences confirm`() throws {
    let store = try ParameterStore(seed: 1, elementType: .float64)
    let network = try detector().network(in: store)
    let x = try Tensor.normal([2, 2, 3, 3], RandomGenerator(seed: 3), .float64)
    func loss() throws -> Tensor { try network(x, .frozenStatistics)[0].power(2).sum() }
    try loss().backward()
    for entry in store.trained {
      let gradient = try entry.tensor.gradient?.array(of: Double.self)[0] ?? 0
      let step = try Tensor([1e-5] + Array(repeating: 0.0, count: entry.tensor.count - 1))
        .reshaped(entry.tensor.shape)
      try entry.tensor.addInPlace(step)
      let above = try loss().item()
      try entry.tensor.addInPlace(step, times: -2)
      let below = try loss().item()
      try entry.tensor.addInPlace(step)
      #expect(near((above - below) / 2e-5, gradient, 1e-6), "\(entry.name)")
    }
  }

  @Test func `learn weights that reach their operator in another form`() throws {
    var file = SmallONNX()
    file.floats("w", [1, 2, 3, 4, 5, 6], shape: [3, 2])
    file.floats("b", [1, 2, 3])
    file.floats("table", [1, 2, 3, 4, 5, 6], shape: [2, 3])
    file.floats("half", [0.5])
    file.node("Transpose", ["w"], ["wt"])
    file.node("MatMul", ["x", "wt"], ["a"])
    file.node("Add", ["a", "b"], ["c"])
    file.node("Mul", ["c", "half"], ["d"])
    file.node("Add", ["d", "table"])
    let store = try ParameterStore(seed: 1)
    let network = try file.network(in: store)
    #expect(store.entries.map(\.name).sorted() == ["b", "w"])
    let y = try network(Tensor([Float(1), 1, 0, 1], shape: [2, 2]), .training)[0]
    #expect(try y.array() == [3, 6.5, 10, 5.5, 8, 10.5])
    try y.sum().backward()
    #expect(try store["b"]?.gradient?.array() == [1, 1, 1])
  }

  @Test func `take sigmoid and product, and a hard swish in parts, as one`() throws {
    var file = SmallONNX(outputs: ["silu", "swish"])
    for (name, value) in [("three", 3), ("zero", 0), ("six", 6)] as [(String, Float)] {
      file.floats(name, [value], shape: name == "three" ? nil : [])
    }
    file.node("Sigmoid", ["x"], ["s"])
    file.node("Mul", ["s", "x"], ["silu"])
    file.node("Add", ["x", "three"], ["a"])
    file.node("Clip", ["a", "zero", "six"], ["b"])
    file.node("Mul", ["x", "b"], ["c"])
    file.node("Div", ["c", "six"], ["swish"])
    let x = try Tensor([-5.0, -1, 0.5, 2, 7]).converted(to: .float64)
    let store = try ParameterStore(seed: 1, elementType: .float64)
    let values = try file.network(in: store)(x, .inference)
    let numbers = try x.array(of: Double.self)
    #expect(
      try near(values[0].array(of: Double.self), numbers.map { $0 / (1 + exp(-$0)) }, 1e-12))
    #expect(
      try near(
        values[1].array(of: Double.self), numbers.map { $0 * min(max($0 + 3, 0), 6) / 6 }, 1e-12))
  }

  @Test func `refuse inputs of another form by name`() throws {
    let network = try detector().network()
    for shape in [[1, 3, 4, 4], [2, 4, 4]] {
      let error = #expect(throws: TensorError.self) { try network(.ones(shape), .inference) }
      #expect(error?.description.contains("'x' is of the form [1, 2, 4, 4]") == true)
    }
    #expect(throws: TensorError.self) { try network([:], .inference) }
  }
}
