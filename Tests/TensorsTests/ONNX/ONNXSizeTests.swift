import Tensors
import Testing

/// Graphs run at sizes that they were not written for.
@Suite("Sizes of ONNX graphs")
struct ONNXSizeTests {
  /// One node over `x`, whose sizes are written for [1, 4, 6, 8].
  private func graph(
    _ operation: String, _ lists: [[Int]?], _ attributes: [String: SmallONNX.Attribute] = [:]
  ) -> SmallONNX {
    var file = SmallONNX([1, 4, 6, 8])
    var names = ["x"]
    for (index, list) in lists.enumerated() {
      names.append(list == nil ? "" : "list\(index)")
      if let list { file.integers("list\(index)", list) }
    }
    file.node(operation, names, ["y"], name: "it", attributes)
    return file
  }

  @Test(arguments: [
    ([1, 4, 48], [3, 4, 120]), ([1, 4, -1], [3, 4, 120]), ([0, 0, -1], [3, 4, 120]),
    ([4, 48], [12, 120]), ([-1, 8], [120, 12]), ([1, 2, 2, 6, 8], [3, 2, 2, 10, 12]),
    ([1, 2, 2, 48], [3, 2, 2, 120]), ([192], [1440]), ([1, 1, 4, 6, 8], [1, 3, 4, 10, 12]),
  ])
  func `a Reshape groups what it was written for`(to sizes: [Int], result: [Int]) throws {
    let network = try graph("Reshape", [sizes]).network()
    #expect(try network(.ones([1, 4, 6, 8]), .inference)[0].count == 192)
    // A batch before a new dimension of 1 could belong on either side of it.
    if sizes.count == 5, sizes[1] == 1 {
      let shape = try network(.ones([1, 4, 10, 12]), .inference)[0].shape
      #expect(shape == [1, 1, 4, 10, 12])
    } else {
      #expect(
        try network(.ones([3, 4, 10, 12].map { $0 == 12 ? 12 : $0 }), .inference)[0].shape
          == result)
    }
  }

  @Test(arguments: [[1, 4, 3, 2, 8], [1, 4, 2, 24], [2, 96]])
  func `a Reshape that splits a size that changes is refused by name`(to sizes: [Int]) throws {
    let network = try graph("Reshape", [sizes]).network()
    #expect(try network(.ones([1, 4, 6, 8]), .inference)[0].shape == sizes)
    let error = #expect(throws: TensorError.self) {
      try network(.ones([1, 4, 10, 8]), .inference)
    }
    #expect(
      error?.description.hasPrefix("node Reshape 'it'([1, 4, 10, 8], [\(sizes.count)])") == true)
    #expect(error?.description.contains("the file makes \(sizes) of [1, 4, 6, 8]") == true)
  }

  @Test func `a Resize to sizes becomes one by scales`() throws {
    let network = try graph("Resize", [nil, nil, [1, 4, 12, 16]]).network()
    #expect(try network(.ones([2, 4, 10, 4]), .inference)[0].shape == [2, 4, 20, 8])
  }

  @Test func `a Slice of the whole follows it, others are refused`() throws {
    let whole = try graph("Slice", [[0], [8], [3]]).network()
    #expect(try whole(.ones([1, 4, 6, 12]), .inference)[0].shape == [1, 4, 6, 12])
    let channels = try graph("Slice", [[0], [2], [1]]).network()
    #expect(try channels(.ones([1, 4, 6, 12]), .inference)[0].shape == [1, 2, 6, 12])
    let odd = try graph("Slice", [[1], [.max], [3], [2]]).network()
    #expect(try odd(.ones([1, 4, 6, 12]), .inference)[0].shape == [1, 4, 6, 6])
    let half = try graph("Slice", [[0], [4], [3]]).network()
    let error = #expect(throws: TensorError.self) { try half(.ones([1, 4, 6, 12]), .inference) }
    #expect(error?.description.contains("takes 0 to 4 of a dimension of 8") == true)
  }

  @Test func `parts that are equal stay so, and a mean over all stays one`() throws {
    var split = SmallONNX([1, 4, 6, 8], outputs: ["a", "b"])
    split.node("Split", ["x"], ["a", "b"], ["axis": .integer(3), "split": .integers([4, 4])])
    #expect(
      try split.network()(.ones([1, 4, 6, 12]), .inference).map(\.shape) == [
        [1, 4, 6, 6], [1, 4, 6, 6],
      ])
    let pool = try graph("AveragePool", [], ["kernel_shape": .integers([6, 8])]).network()
    #expect(try pool(.ones([2, 4, 10, 12]), .inference)[0].shape == [2, 4, 1, 1])
  }

  @Test func `an Expand that stretches nothing follows its input`() throws {
    let network = try graph("Expand", [[1, 4, 6, 8]]).network()
    #expect(try network(.ones([2, 4, 10, 12]), .inference)[0].shape == [2, 4, 10, 12])
  }

  @Test func `tables for one size name the node at others`() throws {
    var file = SmallONNX([1, 1, 2, 4])
    file.integers("flat", [1, 8])
    file.floats("anchors", (0..<8).map(Float.init), shape: [1, 8])
    file.node("Reshape", ["x", "flat"], ["points"])
    file.node("Add", ["points", "anchors"], name: "/decode/Add")
    let network = try file.network()
    #expect(try network(.ones([1, 1, 2, 4]), .inference)[0].shape == [1, 8])
    let error = #expect(throws: TensorError.self) {
      try network(.ones([1, 1, 4, 4]), .inference)
    }
    #expect(error?.description.hasPrefix("node Add '/decode/Add'([1, 16], [1, 8]): ") == true)
  }

  @Test func `sizes that the graph computes need no help`() throws {
    var file = SmallONNX([0, 4, 0, 0])
    file.integers("two", [2])
    file.integers("three", [3])
    file.integers("last", [-1])
    file.node("Shape", ["x"], ["shape"])
    file.node("Slice", ["shape", "zero", "two"], ["start"])
    file.integers("zero", [0])
    file.node("Concat", ["start", "last"], ["target"], ["axis": .integer(0)])
    file.node("Reshape", ["x", "target"])
    #expect(try file.network()(.ones([3, 4, 5, 7]), .inference)[0].shape == [3, 4, 35])
  }
}
