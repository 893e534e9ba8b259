import GalleyTesting
import Tensors
import Testing

/// Rules that are easily got wrong; the sweep beside ONNX Runtime is in `Tests/Parity`.
@Suite("ONNX operators")
struct ONNXOperatorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var operation: String
    var x: [Float]
    var shape: [Int]
    var opset = 17
    var attributes: [String: SmallONNX.Attribute] = [:]
    /// Whole numbers that follow `x` among the inputs; `nil` for one that is left out.
    var lists: [[Int]?] = []
    var floats: [Float]?
    var result: [Double]
    var resultShape: [Int]

    var testDescription: String { "\(operation) \(opset) \(attributes.keys.sorted())" }
  }

  @Test(arguments: [
    Case(
      operation: "Softmax", x: [0, 0, 0, 0], shape: [1, 2, 2], opset: 11,
      result: [0.25, 0.25, 0.25, 0.25], resultShape: [1, 2, 2]),
    Case(
      operation: "Softmax", x: [0, 0, 0, 0], shape: [1, 2, 2], result: [0.5, 0.5, 0.5, 0.5],
      resultShape: [1, 2, 2]),
    Case(
      operation: "Clip", x: [-3, 0, 9], shape: [3], opset: 10,
      attributes: ["min": .real(-1), "max": .real(6)], result: [-1, 0, 6], resultShape: [3]),
    Case(
      operation: "Slice", x: [0, 1, 2, 3, 4], shape: [5], lists: [[-1], [-99], [0], [-2]],
      result: [4, 2, 0], resultShape: [3]),
    Case(
      operation: "Slice", x: [0, 1, 2, 3, 4], shape: [5], opset: 9,
      attributes: ["starts": .integers([1]), "ends": .integers([.max])],
      result: [1, 2, 3, 4], resultShape: [4]),
    Case(
      operation: "Reshape", x: [1, 2, 3, 4], shape: [2, 2, 1], lists: [[0, -1]],
      result: [1, 2, 3, 4], resultShape: [2, 2]),
    Case(
      operation: "ReduceSum", x: [1, 2, 3, 4], shape: [2, 2], opset: 11,
      attributes: ["axes": .integers([-1]), "keepdims": .integer(0)], result: [3, 7],
      resultShape: [2]),
    Case(
      operation: "ReduceSum", x: [1, 2, 3, 4], shape: [2, 2], lists: [[0]], result: [4, 6],
      resultShape: [1, 2]),
    Case(
      operation: "ReduceSum", x: [1, 2], shape: [2],
      attributes: ["noop_with_empty_axes": .integer(1)], result: [1, 2], resultShape: [2]),
    Case(
      operation: "Pad", x: [1, 2, 3], shape: [3], attributes: ["mode": .text("reflect")],
      lists: [[2, 1]], result: [3, 2, 1, 2, 3, 2], resultShape: [6]),
    Case(
      operation: "Gather", x: [10, 20, 30], shape: [3], lists: [[-1, 0]], result: [30, 10],
      resultShape: [2]),
    Case(
      operation: "Squeeze", x: [5], shape: [1, 1, 1], lists: [[0, -1]], result: [5],
      resultShape: [1]),
    Case(
      operation: "Unsqueeze", x: [5], shape: [1], lists: [[-1, 0]], result: [5],
      resultShape: [1, 1, 1]),
    Case(
      operation: "Resize", x: [1, 2], shape: [1, 1, 1, 2],
      attributes: ["mode": .text("linear")], lists: [nil, nil, [1, 1, 1, 4]],
      result: [1, 1.25, 1.75, 2], resultShape: [1, 1, 1, 4]),
    Case(
      operation: "Resize", x: [1, 2, 3, 4], shape: [1, 1, 1, 4],
      attributes: ["nearest_mode": .text("round_prefer_floor")], lists: [nil, nil, [1, 1, 1, 2]],
      result: [1, 3], resultShape: [1, 1, 1, 2]),
    Case(
      operation: "MaxPool", x: [-1, -2, -3, -4], shape: [1, 1, 2, 2],
      attributes: ["kernel_shape": .integers([2, 2]), "auto_pad": .text("SAME_UPPER")],
      result: [-1, -2, -3, -4], resultShape: [1, 1, 2, 2]),
    Case(
      operation: "AveragePool", x: [1, 2, 3], shape: [1, 1, 3],
      attributes: ["kernel_shape": .integers([2]), "pads": .integers([1, 0])],
      result: [1, 1.5, 2.5], resultShape: [1, 1, 3]),
    Case(
      operation: "DepthToSpace", x: [1, 2, 3, 4], shape: [1, 4, 1, 1],
      attributes: ["blocksize": .integer(2)], result: [1, 2, 3, 4], resultShape: [1, 1, 2, 2]),
    Case(
      operation: "Div", x: [-7, 7], shape: [2], floats: [2], result: [-3.5, 3.5],
      resultShape: [2]),
    Case(
      operation: "PRelu", x: [-2, 4, -6, 8], shape: [1, 2, 2], floats: [0.5],
      result: [-1, 4, -3, 8], resultShape: [1, 2, 2]),
    Case(
      operation: "Gemm", x: [1, 2], shape: [1, 2], attributes: ["alpha": .real(2)],
      floats: [1, 0, 0, 1], result: [2, 4], resultShape: [1, 2]),
    Case(
      operation: "HardSigmoid", x: [-9, 0, 9], shape: [3], result: [0, 0.5, 1], resultShape: [3]),
  ])
  func `compute by the rules of their opset`(_ test: Case) throws {
    var file = SmallONNX(test.shape, opset: test.opset)
    var names = ["x"]
    for (index, list) in test.lists.enumerated() {
      names.append(list == nil ? "" : "list\(index)")
      if let list { file.integers("list\(index)", list) }
    }
    if let floats = test.floats {
      names.append("w")
      file.floats("w", floats, shape: test.operation == "Gemm" ? [2, 2] : nil)
    }
    file.node(test.operation, names, ["y"], test.attributes)
    let found = try file.computed(Tensor(test.x, shape: test.shape))
    #expect(found.shape == test.resultShape)
    #expect(near(found.numbers, test.result, 1e-6), "\(found.numbers)")
  }

  @Test func `name the node and the shapes where they fail`() throws {
    var file = SmallONNX()
    file.floats("w", [1, 2, 3])
    file.node("Sub", ["x", "w"], name: "/head/Sub")
    let error = #expect(throws: TensorError.self) {
      try file.network()(Tensor([1.0, 2]).converted(to: .float32), .inference)
    }
    #expect(error?.description.hasPrefix("node Sub '/head/Sub'([2], [3]): The size") == true)
  }
}
