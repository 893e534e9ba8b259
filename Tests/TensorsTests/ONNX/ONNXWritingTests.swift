import Foundation
import Tensors
import Testing

@Suite("Writing ONNX graphs back")
struct ONNXWritingTests {
  private var file: SmallONNX {
    var file = SmallONNX([1, 1, 2, 2])
    file.floats("raw", [1, 2], shape: [2, 1, 1, 1])
    var list = SmallONNX.tensor("list", [2], type: 1, nil)
    list.add(4, Float(3))
    list.add(4, Float(4))
    file.tensors.append(list)
    file.integers("n", [1])
    var wholes = SmallONNX.tensor("whole", [1], type: 7, nil)
    wholes.add(7, 1)
    file.tensors.append(wholes)
    file.node("Conv", ["x", "raw", "list"])
    return file
  }

  @Test func `changes the numbers and nothing else`() throws {
    let old = file.data
    let model = try ONNXModel(old)
    #expect(try model.replacing([:]) == old)
    let new = try model.replacing([
      "raw": Tensor([5.0, 6], shape: [2, 1, 1, 1]), "list": Tensor([Float(7), 8]),
    ])
    let differing = zip(old, new).filter { $0 != $1 }.count
    #expect(new.count == old.count && (1...16).contains(differing))
    let values = try ONNXNetwork(ONNXModel(new), at: ParameterStore(seed: 1).root)(
      .ones([1, 1, 1, 1]), .inference)
    #expect(try values[0].array() == [12, 14])
    #expect(
      try ONNXModel(new).replacing([
        "raw": Tensor([Float(1), 2], shape: [2, 1, 1, 1]),
        "list": Tensor([Float(3), 4]),
      ]) == old)
  }

  @Test func `refuses what does not fit by name`() throws {
    let model = try ONNXModel(file.data, named: "m.onnx")
    for (name, tensor, reason) in [
      ("none", try Tensor([1.0]), "no tensor of this name"),
      ("raw", try Tensor([1.0, 2]), "its shape is [2, 1, 1, 1], not [2]"),
      ("whole", try Tensor([1]), "varying length"),
    ] {
      let error = #expect(throws: ONNXError.self) { try model.replacing([name: tensor]) }
      #expect(error?.description.hasPrefix("m.onnx: the tensor '\(name)' cannot") == true)
      #expect(error?.description.contains(reason) == true)
    }
  }

  @Test func `keeps what a network has learnt`() throws {
    let store = try ParameterStore(seed: 1)
    let model = try ONNXModel(file.data)
    let network = try ONNXNetwork(model, at: store.root / "body")
    #expect(store.entries.map(\.name) == ["body.raw", "body.list"])
    for entry in store.trained { try entry.tensor.addInPlace(.ones(entry.tensor.shape)) }
    let written = try ONNXModel(model.replacing(network.tensors))
    let x = try Tensor.normal([2, 1, 3, 3], RandomGenerator(seed: 2))
    let again = try ONNXNetwork(written, at: ParameterStore(seed: 1).root)
    #expect(try again(x, .inference)[0].array() == network(x, .inference)[0].array())
  }

  @Test func `reads what the exporter writes`() throws {
    let store = try ParameterStore(seed: 1)
    let convolution = try Convolution(store.root / "a", from: 3, to: 8, size: 3, stride: 2)
    let norm = try GroupNormalisation(store.root / "b", channels: 8, groups: 2)
    let x = try Tensor.normal([1, 3, 8, 8], RandomGenerator(seed: 2))
    func body(_ x: Tensor) throws(TensorError) -> [Tensor] {
      let y = try norm(convolution(x)).gelu()
      return [try y.softmax(along: 1), try y.enlargedByRepetition(height: 8, width: 8)]
    }
    let data = try ONNXExport.file(input: "image", example: x, outputs: ["p", "q"], of: body)
    let network = try ONNXNetwork(ONNXModel(data), at: ParameterStore(seed: 2).root)
    let (found, expected) = (try network(x, .inference), try body(x))
    for (one, other) in zip(found, expected) {
      #expect(one.shape == other.shape)
      #expect(try (one - other).magnitude().greatest().item() < 1e-6)
    }
  }
}
