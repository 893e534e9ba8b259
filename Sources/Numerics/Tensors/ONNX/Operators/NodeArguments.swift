/// What a node computes with.
struct NodeArguments {
  var inputs: [Tensor?]
  var phase: Phase
  /// What floating-point numbers are.
  var realType: ElementType
  /// Which inputs are the file's own.
  var areConstant: [Bool]
  /// Elements that a tensor may have which is made of sizes alone.
  var greatestCount = 1 << 32
  /// Shapes of the inputs at the size that the graph was written for; `nil` when run at that size,
  /// or where it has none.
  var writtenShapes: [[Int]?]?

  /// An input.
  func tensor(_ index: Int = 0) throws(TensorError) -> Tensor {
    guard let tensor = optional(index) else { throw refused("it has no input \(index)") }
    return tensor
  }

  /// An input that may be left out.
  func optional(_ index: Int) -> Tensor? { index < inputs.count ? inputs[index] : nil }

  /// All inputs.
  func tensors() throws(TensorError) -> [Tensor] {
    var tensors: [Tensor] = []
    for index in inputs.indices { tensors.append(try tensor(index)) }
    return tensors
  }

  /// An input that lists whole numbers; `nil` where it is left out.
  func integers(_ index: Int) throws(TensorError) -> [Int]? {
    guard let tensor = optional(index) else { return nil }
    guard tensor.count <= ONNXParser.greatestList else {
      throw refused("its input \(index) of the shape \(tensor.shape) is no list")
    }
    return try tensor.array(of: Int.self)
  }

  /// An input of one number; `nil` where it is left out.
  func number(_ index: Int) throws(TensorError) -> Double? {
    guard let tensor = optional(index) else { return nil }
    return try tensor.item()
  }

  /// The shape that an input has at the written size, where that is another and `constant` is an
  /// input of the file's own, or none.
  func writtenShape(of index: Int = 0, where constant: Int) -> [Int]? {
    guard let writtenShapes, constant >= areConstant.count || areConstant[constant],
      index < writtenShapes.count, let shape = writtenShapes[index],
      shape.count == optional(index)?.rank
    else { return nil }
    return shape
  }

  /// Refuses to compute.
  func refused(_ reason: String) -> TensorError {
    .operationFailed(operation: "", shapes: [], reason: reason)
  }

  /// A dimension, counted from the front.
  func axis(_ axis: Int, of rank: Int) throws(TensorError) -> Int {
    let counted = axis < 0 ? axis &+ rank : axis
    guard (0..<rank).contains(counted) else {
      throw refused("a tensor of \(rank) dimensions has none at \(axis)")
    }
    return counted
  }

  /// Dimensions, counted from the front.
  func axes(_ axes: [Int], of rank: Int) throws(TensorError) -> [Int] {
    var counted: [Int] = []
    for axis in axes { counted.append(try self.axis(axis, of: rank)) }
    guard Set(counted).count == counted.count else {
      throw refused("it names a dimension twice: \(axes)")
    }
    return counted
  }

  /// A shape, refused where it has more elements than a computation needs.
  func checked(_ shape: [Int]) throws(TensorError) -> [Int] {
    guard let size = SafetensorsHeader.size(.uint8, shape), size <= greatestCount else {
      throw refused("it makes a tensor of the shape \(shape), which is too large")
    }
    return shape
  }
}
