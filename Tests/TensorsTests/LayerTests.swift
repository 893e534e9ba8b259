import Tensors
import Testing

@Suite("Layers")
struct LayerTests {
  @Test func `name their parameters by path`() throws {
    let store = try ParameterStore(seed: 1)
    let path = store.root / "stem"
    let convolution = try Convolution(path / "conv", from: 3, to: 8, size: 3, stride: 2)
    let norm = try BatchNormalisation(path / "norm", channels: 8)
    let output = try norm(convolution(.ones([2, 3, 8, 8])), .training)
    #expect(output.shape == [2, 8, 4, 4])
    #expect(
      store.entries.map(\.name) == [
        "stem.conv.weight", "stem.conv.bias", "stem.norm.weight", "stem.norm.bias",
        "stem.norm.running_mean", "stem.norm.running_var",
      ])
    #expect(store.parameterCount == 8 * 27 + 8 + 16)
    #expect(store.entries.filter(\.decays).map(\.name) == ["stem.conv.weight"])
    #expect(
      try store["stem.norm.running_mean"]?.array() != [Float](repeating: 0, count: 8))
  }

  @Test func `of one path are refused`() throws {
    let store = try ParameterStore(seed: 1)
    _ = try Linear(store.root / "a", from: 2, to: 2)
    #expect(
      throws: TensorError.parameterMismatch(name: "a.weight", reason: "two layers have this path")
    ) {
      try Linear(store.root / "a", from: 2, to: 2)
    }
  }
}
