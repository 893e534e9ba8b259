import Foundation
import GalleyTesting
import Tensors
import Testing

@Suite("ONNX files")
struct ONNXReadingTests {
  @Test func `tell inputs, outputs, opset and texts`() throws {
    var file = SmallONNX([1, 3, 0, 0], opset: 13)
    file.metadata = ["names": "Text\nTable"]
    file.inputs.append(("w", [2]))
    file.floats("w", [1, 2])
    file.node("Relu", ["x"])
    let model = try ONNXModel(file.data)
    #expect(model.inputs.map(\.name) == ["x"] && model.inputs[0].shape == [1, 3, nil, nil])
    #expect(model.outputs.map(\.name) == ["y"] && model.valueNames == ["x", "y"])
    #expect(model.opset == 13 && model.producer == "test" && model.tensorNames == ["w"])
    #expect(model.metadata == ["names": "Text\nTable"])
  }

  @Test func `are computed in an order that works`() throws {
    var file = SmallONNX()
    file.node("Neg", ["b"])
    file.node("Exp", ["a"], ["b"])
    file.node("Log", ["x"], ["a"])
    #expect(try file.computed(Tensor([2.0])).numbers == [-2])
  }

  @Test func `hold numbers raw, as lists and as nodes`() throws {
    var file = SmallONNX(outputs: ["a", "b", "c", "d", "e"])
    var packed = SmallONNX.tensor("a", [2], type: 1, nil)
    packed.add(4, [Float(1), 2].withUnsafeBytes { Data($0) })
    var single = SmallONNX.tensor("b", [2], type: 1, nil)
    single.add(4, Float(3))
    single.add(4, Float(4))
    var wholes = SmallONNX.tensor("c", [3], type: 7, nil)
    for value in [-1, 0, 300] { wholes.add(7, value) }
    var truths = SmallONNX.tensor("d", [2], type: 9, nil)
    truths.add(5, Data([0, 1]))
    file.tensors = [packed, single, wholes, truths]
    file.node(
      "Constant", [], ["e"],
      ["value": .tensor(SmallONNX.tensor("", [1], type: 1, Data([0, 0, 0x80, 0x3f])))])
    let values = try file.network()([:], .inference)
    #expect(
      try values.map { try $0.array(of: Double.self) } == [
        [1, 2], [3, 4], [-1, 0, 300], [0, 1], [1],
      ])
  }

  @Test func `that are cut short anywhere are refused`() throws {
    var file = SmallONNX([1, 2, 4, 4])
    file.floats("w", Array(repeating: 1, count: 4), shape: [2, 2, 1, 1])
    file.node("Conv", ["x", "w"], name: "stem")
    let whole = file.data
    for count in 0..<whole.count - 6 {
      #expect(throws: ONNXError.self) { try ONNXModel(whole.prefix(count)) }
    }
  }

  @Test func `that lie are refused, or give a network that does not crash`() throws {
    var file = SmallONNX([1, 2, 4, 4])
    file.floats("w", Array(repeating: 1, count: 8), shape: [4, 2, 1, 1])
    file.integers("to", [1, 2, 2, -1])
    file.node("Conv", ["x", "w"], ["a"], ["pads": .integers([0, 1, 0, 1])])
    file.node("Reshape", ["a", "to"], ["b"])
    file.node("Softmax", ["b"], ["y"], ["axis": .integer(-1)])
    let whole = file.data
    let input = try Tensor.ones([1, 2, 4, 4])
    var refused = 0
    for index in whole.indices {
      for value in [UInt8(0), 1, 0x7f, 0x80, 0xff] {
        var broken = whole
        broken[index] = value
        do {
          let network = try ONNXNetwork(ONNXModel(broken), at: ParameterStore(seed: 1).root)
          _ = try network(input, .inference)
        } catch {
          #expect(error is ONNXError || error is TensorError)
          refused += 1
        }
      }
    }
    #expect(refused > whole.count)
  }

  private func expect(_ data: Data, _ subject: String, _ reason: String) {
    let error = #expect(throws: ONNXError.self) {
      try ONNXNetwork(
        ONNXModel(data, named: "bad.onnx"), at: ParameterStore(seed: 1).root)
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("bad.onnx: "))
    #expect(text.contains(subject) && text.contains(reason), "\(text)")
  }

  @Test func `that are none are refused`() throws {
    expect(Data(), "not an ONNX model", "no graph")
    expect(Data("%PDF-1.7 and so on".utf8), "not an ONNX model", "Export or copy it again")
    expect(Data(repeating: 0xff, count: 100), "not an ONNX model", "more than ten bytes")
    expect(Data([0x0b, 0x0b]), "not an ONNX model", "kind 3")
    expect(Data([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f]), "not an ONNX model", "4294967295 bytes")
    expect(Data(repeating: 0x3a, count: 1 << 20), "not an ONNX model", "two graphs")
    let error = #expect(throws: ONNXError.self) { try ONNXModel(contentsOf: "/nonexistent.onnx") }
    #expect(error?.description == "/nonexistent.onnx: No such file or directory")
    #expect(throws: ONNXError.self) { try ONNXModel(contentsOf: "/tmp") }
  }

  @Test(arguments: [
    ([4], 1, Data(count: 12), "comes with 12 bytes"), ([4], 1, nil, "comes with 0 bytes"),
    ([-1], 1, Data(), "more than 2 GB or no size"),
    ([1 << 40, 1 << 40], 1, Data(), "more than 2 GB"),
    ([1 << 31], 2, Data(), "more than 2 GB"),
    (Array(repeating: 1, count: 17), 1, Data(count: 4), "more than 16 numbers"),
    ([1], 8, nil, "of the type string"), ([1], 10, Data(count: 2), "float16"),
    ([1], 99, Data(count: 2), "of the type number 99"),
  ])
  func `with a tensor that is not there are refused`(
    shape: [Int], type: Int, raw: Data?, reason: String
  ) throws {
    var file = SmallONNX()
    file.node("Add", ["x", "w"])
    file.tensors.append(SmallONNX.tensor("w", shape, type: type, raw))
    expect(file.data, reason.contains("16") ? "bad.onnx" : "tensor 'w'", reason)
  }

  @Test func `with data elsewhere or sparse tensors are refused`() throws {
    var file = SmallONNX()
    file.node("Add", ["x", "w"])
    var tensor = SmallONNX.tensor("w", [4], type: 1, nil)
    tensor.add(14, 1)
    file.tensors = [tensor]
    expect(file.data, "tensor 'w'", "lies in another file")
    var graph = ProtocolBuffer()
    graph.add(15, ProtocolBuffer())
    expect(SmallONNX.model(graph), "sparse initialiser", "densely")
    expect(SmallONNX.model(ProtocolBuffer(), opset: 6), "opset 6", "7 to 21")
    expect(SmallONNX.model(ProtocolBuffer(), opset: 99), "opset 99", "7 to 21")
  }

  @Test func `with values that do not fit together are refused by name`() throws {
    var cycle = SmallONNX()
    cycle.node("Add", ["x", "c"], ["a"], name: "first")
    cycle.node("Relu", ["a"], ["b"], name: "second")
    cycle.node("Relu", ["b"], ["c"], name: "third")
    cycle.node("Relu", ["c"])
    expect(cycle.data, "'first'", "what it makes itself")
    var missing = SmallONNX()
    missing.node("Add", ["x", "nowhere"], name: "sum")
    expect(missing.data, "node Add 'sum'", "'nowhere', which nothing makes")
    var twice = SmallONNX()
    twice.node("Relu", ["x"])
    twice.node("Neg", ["x"])
    expect(twice.data, "value 'y'", "made twice")
    var both = SmallONNX()
    both.floats("w", [1])
    both.floats("w", [1])
    both.node("Relu", ["x"])
    expect(both.data, "initialiser 'w'", "twice")
    expect(SmallONNX().data, "output 'y'", "no node")
    let error = #expect(throws: ONNXError.self) {
      var file = SmallONNX()
      file.node("Relu", ["x"])
      _ = try file.network(values: ["logits"])
    }
    #expect(
      error?.description
        == "small.onnx: nothing in the graph makes 'logits'; its outputs are 'y'")
  }

  @Test func `with what is not read are refused by node, and taken where it is not needed`()
    throws
  {
    for (operation, domain, attributes, reason) in [
      ("If", "", ["then_branch": SmallONNX.Attribute.graph], "control flow"),
      ("Loop", "", [:], "control flow"), ("NonMaxSuppression", "", [:], "Read are: Abs, Add"),
      ("Gelu", "com.microsoft", [:], "domain 'com.microsoft'"),
      ("Resize", "", ["mode": .text("cubic")], "'cubic'"),
      ("MaxPool", "", ["auto_pad": .text("ODD")], "'ODD'"),
      ("LeakyRelu", "", ["alpha": .text("x")], "another kind"),
      (
        "MaxPool", "", ["kernel_shape": .integers([2, 2]), "pads": .integers([.min, 0, 0, 0])],
        "has pads of"
      ),
      ("DepthToSpace", "", ["blocksize": .integer(0)], "'blocksize' of 0"),
      ("Gather", "", [:], "fewer than 2 inputs"),
    ] {
      var file = SmallONNX(outputs: ["y", "z"])
      file.node("Relu", ["x"], ["z"])
      file.node(operation, ["x"], ["y"], name: "odd", domain: domain, attributes)
      expect(file.data, "node \(operation) 'odd'", reason)
      let some = try file.network(values: ["z"])(Tensor([-1.0, 2]), .inference)
      #expect(try some[0].array(of: Double.self) == [0, 2])
    }
  }

  @Test func `whose constants grow beyond all measure are refused`() throws {
    for (operation, sizes) in [
      ("ConstantOfShape", [1 << 40]), ("ConstantOfShape", [1 << 20, 1 << 20]),
      ("ConstantOfShape", [-5]),
    ] {
      var file = SmallONNX()
      file.integers("n", sizes)
      file.node(operation, ["n"], ["c"], name: "bomb")
      file.node("Add", ["x", "c"])
      expect(file.data, "'bomb'", "too large")
    }
    var many = SmallONNX()
    many.integers("n", [1 << 26])
    many.node("Relu", ["x"], ["a0"])
    for index in 1...9 {
      many.node("ConstantOfShape", ["n"], ["c\(index)"], name: "c\(index)")
      many.node("ArgMax", ["c\(index)"], ["i\(index)"])
      many.node("Add", ["a\(index - 1)", "i\(index)"], [index == 9 ? "y" : "a\(index)"])
    }
    expect(many.data, "node ConstantOfShape", "beyond all measure")
  }

  @Test func `of a long chain are read and run`() throws {
    var file = SmallONNX()
    file.node("Neg", ["x"], ["a0"])
    for index in 1..<20000 { file.node("Neg", ["a\(index - 1)"], ["a\(index)"]) }
    file.node("Neg", ["a19999"])
    #expect(try file.computed(Tensor([3.0])).numbers == [-3])
  }
}
