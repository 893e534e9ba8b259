/// Turns calls of operations into nodes of a graph, one after another.
struct ONNXTranslation {
  var graph = ONNXGraph()
  /// The graph's names of tensors that depend on the input.
  private var names: [ObjectIdentifier: String] = [:]
  /// The graph's names of constants.
  private var constants: [ObjectIdentifier: String] = [:]

  /// Names a tensor of the computation.
  mutating func name(_ tensor: Tensor, _ name: String) {
    names[ObjectIdentifier(tensor.handle)] = name
  }

  /// The graph's name of a tensor; one that does not depend on the input becomes a constant.
  mutating func value(of tensor: Tensor) throws(TensorError) -> String {
    let key = ObjectIdentifier(tensor.handle)
    if let name = names[key] ?? constants[key] { return name }
    let name = graph.constant(try tensor.array(of: Float.self), shape: tensor.shape)
    constants[key] = name
    return name
  }

  /// Adds a call, unless nothing in it depends on the input.
  mutating func add(_ call: Trace.Call) throws(TensorError) {
    let tensors = call.arguments.flatMap { argument -> [Tensor] in
      switch argument {
      case let tensor as Tensor: [tensor]
      case let list as [Tensor]: list
      default: []
      }
    }
    guard tensors.contains(where: { names[ObjectIdentifier($0.handle)] != nil }) else { return }
    if call.operation == "split_with_sizes" { return try split(call) }
    guard let result = call.results.first, call.results.count == 1 else { throw unknown(call) }
    name(result, try node(call))
  }

  /// The value of a call with one result.
  private mutating func node(_ call: Trace.Call) throws(TensorError) -> String {
    let input = CallReader(call)
    if call.operation == "cat" {
      var parts: [String] = []
      for tensor in try input.tensors(0) { parts.append(try value(of: tensor)) }
      return graph.node("Concat", parts, [("axis", .integer(try input.integer(1)))])
    }
    let x = try value(of: try input.tensor(0))
    switch call.operation {
    case "detach", "to", "clone": return x
    case "relu": return graph.node("Relu", [x])
    case "sigmoid": return graph.node("Sigmoid", [x])
    case "exp": return graph.node("Exp", [x])
    case "sqrt": return graph.node("Sqrt", [x])
    case "neg": return graph.node("Neg", [x])
    case "gelu": return gelu(x)
    case "silu": return graph.node("Mul", [x, graph.node("Sigmoid", [x])])
    case "hardswish": return graph.node("Mul", [x, hardSigmoid(x)])
    case "hardsigmoid": return hardSigmoid(x)
    case "tanh": return graph.node("Tanh", [x])
    case "leaky_relu":
      return graph.node(
        "LeakyRelu", [x], [("alpha", .real(input.optionalNumber(1) ?? 0.01))])
    case "convolution": return try convolution(x, input, transposed: 6, groups: 8)
    case "max_pool2d": return try greatest(x, input)
    case "mean":
      return graph.node(
        "ReduceMean", [x],
        [("axes", .integers(try input.axes(1))), ("keepdims", .integer(input.flag(2)))])
    case "add": return try binary("Add", x, input)
    case "sub": return try binary("Sub", x, input)
    case "mul": return try binary("Mul", x, input)
    case "div": return try binary("Div", x, input)
    case "matmul": return try binary("MatMul", x, input)
    case "rsub": return graph.node("Sub", [scalar(try input.number(1)), x])
    case "softmax": return graph.node("Softmax", [x], [("axis", .integer(try input.axis(1)))])
    case "clamp":
      let bounds = [input.optionalNumber(1), input.optionalNumber(2)].map { bound in
        bound.map { scalar($0) } ?? ""
      }
      return graph.node("Clip", [x] + bounds)
    case "conv2d": return try convolution(x, input, groups: 6)
    case "batch_norm": return try batchNorm(x, input)
    case "group_norm": return try groupNorm(x, input)
    case "linear": return try linear(x, input)
    case "sum":
      return sum(
        x, shape: try input.tensor(0).shape, axes: try input.axes(1), keeping: input.flag(2))
    case "reshape": return graph.node("Reshape", [x, graph.constant(try input.integers(1))])
    case "transpose":
      var order = Array(0..<(try input.tensor(0).rank))
      order.swapAt(try input.axis(1), try input.axis(2))
      return graph.node("Transpose", [x], [("perm", .integers(order))])
    case "unsqueeze": return graph.node("Unsqueeze", [x, graph.constant([try input.integer(1)])])
    case "squeeze": return graph.node("Squeeze", [x, graph.constant([try input.integer(1)])])
    case "narrow":
      let (start, count) = (try input.integer(2), try input.integer(3))
      return slice(x, axis: try input.axis(1), start, start + count)
    case "upsample_nearest2d":
      let shape = try input.tensor(0).shape
      let sizes = graph.constant(Array(shape.prefix(2)) + (try input.integers(1)))
      return graph.node(
        "Resize", [x, "", "", sizes],
        [
          ("mode", .text("nearest")), ("coordinate_transformation_mode", .text("asymmetric")),
          ("nearest_mode", .text("floor")),
        ])
    default: throw unknown(call)
    }
  }

  private func unknown(_ call: Trace.Call) -> TensorError {
    .operationFailed(
      operation: call.operation, shapes: call.results.map(\.shape),
      reason: "it has no translation into ONNX")
  }

  private mutating func scalar(_ value: Double) -> String {
    graph.constant([Float(value)], shape: [])
  }

  private mutating func binary(
    _ operation: String, _ x: String, _ input: CallReader
  ) throws(TensorError) -> String {
    if let number = input.optionalNumber(1) {
      return graph.node(operation, [x, scalar(number)])
    }
    return graph.node(operation, [x, try value(of: try input.tensor(1))])
  }

  /// By the error function: x (1 + erf(x / √2)) / 2.
  private mutating func gelu(_ x: String) -> String {
    let error = graph.node("Erf", [graph.node("Mul", [x, scalar(0.5.squareRoot())])])
    let share = graph.node("Mul", [graph.node("Add", [error, scalar(1)]), scalar(0.5)])
    return graph.node("Mul", [x, share])
  }

  /// A sum in stages of at most 16 terms where it goes along one long axis: runtimes add the terms
  /// one after another, which over the thousands of a page's positions loses two digits.
  private mutating func sum(
    _ x: String, shape: [Int], axes: [Int], keeping: Int
  ) -> String {
    var x = x
    if let axis = axes.first, axes.count == 1, shape[axis] > 256 {
      var rest = shape[axis]
      while rest > 16, let terms = (2...16).last(where: { rest % $0 == 0 }) {
        rest /= terms
        var parts = shape
        parts.replaceSubrange(axis...axis, with: [rest, terms])
        x = graph.node("Reshape", [x, graph.constant(parts)])
        x = graph.node("ReduceSum", [x, graph.constant([axis + 1])], [("keepdims", .integer(0))])
      }
    }
    return graph.node("ReduceSum", [x, graph.constant(axes)], [("keepdims", .integer(keeping))])
  }

  private mutating func slice(_ x: String, axis: Int, _ start: Int, _ end: Int) -> String {
    graph.node(
      "Slice", [x, graph.constant([start]), graph.constant([end]), graph.constant([axis])])
  }

  private mutating func split(_ call: Trace.Call) throws(TensorError) {
    let input = CallReader(call)
    let x = try value(of: try input.tensor(0))
    var start = 0
    for (size, result) in zip(try input.integers(1), call.results) {
      name(result, slice(x, axis: try input.axis(2), start, start + size))
      start += size
    }
  }

  /// A sixth of x more than a half, within 0...1.
  private mutating func hardSigmoid(_ x: String) -> String {
    graph.node("HardSigmoid", [x], [("alpha", .real(1.0 / 6)), ("beta", .real(0.5))])
  }

  private mutating func convolution(
    _ x: String, _ input: CallReader, transposed: Int? = nil, groups: Int
  ) throws(TensorError) -> String {
    if let transposed, input.flag(transposed) != 0 {
      throw .operationFailed(
        operation: "convolution", shapes: [],
        reason: "a transposed one has no translation into ONNX")
    }
    var inputs = [x, try value(of: try input.tensor(1))]
    if let bias = input.optionalTensor(2) { inputs.append(try value(of: bias)) }
    let padding = try input.integers(4)
    return graph.node(
      "Conv", inputs,
      [
        ("strides", .integers(try input.integers(3))), ("pads", .integers(padding + padding)),
        ("dilations", .integers(try input.integers(5))),
        ("group", .integer(try input.integer(groups))),
      ])
  }

  private mutating func greatest(_ x: String, _ input: CallReader) throws(TensorError) -> String {
    let padding = try input.integers(3)
    return graph.node(
      "MaxPool", [x],
      [
        ("kernel_shape", .integers(try input.integers(1))),
        ("strides", .integers(try input.integers(2))), ("pads", .integers(padding + padding)),
        ("dilations", .integers(try input.integers(4))), ("ceil_mode", .integer(input.flag(5))),
      ])
  }

  private mutating func batchNorm(
    _ x: String, _ input: CallReader
  ) throws(TensorError) -> String {
    var inputs = [x]
    for index in 1...4 { inputs.append(try value(of: try input.tensor(index))) }
    return graph.node(
      "BatchNormalization", inputs, [("epsilon", .real(try input.number(7)))])
  }

  /// As instances of one group each; scale and shift go by channel afterwards.
  private mutating func groupNorm(
    _ x: String, _ input: CallReader
  ) throws(TensorError) -> String {
    let shape = try input.tensor(0).shape
    let groups = try input.integer(1)
    let grouped = graph.node("Reshape", [x, graph.constant([shape[0], groups, -1])])
    let normed = graph.node(
      "InstanceNormalization",
      [
        grouped, graph.constant(Array(repeating: 1, count: groups), shape: [groups]),
        graph.constant(Array(repeating: 0, count: groups), shape: [groups]),
      ], [("epsilon", .real(try input.number(4)))])
    let back = graph.node("Reshape", [normed, graph.constant(shape)])
    let channels = [shape[1]] + Array(repeating: 1, count: shape.count - 2)
    let scale = graph.constant(try input.tensor(2).array(of: Float.self), shape: channels)
    let shift = graph.constant(try input.tensor(3).array(of: Float.self), shape: channels)
    return graph.node("Add", [graph.node("Mul", [back, scale]), shift])
  }

  private mutating func linear(_ x: String, _ input: CallReader) throws(TensorError) -> String {
    let weight = try input.tensor(1).transposed(0, 1)
    let product = graph.node(
      "MatMul", [x, graph.constant(try weight.array(of: Float.self), shape: weight.shape)])
    guard let bias = input.optionalTensor(2) else { return product }
    return graph.node("Add", [product, try value(of: bias)])
  }
}
