/// Reads the arguments of a traced call by position.
struct CallReader {
  private let call: Trace.Call

  init(_ call: Trace.Call) { self.call = call }

  private subscript(index: Int) -> (any OperationArgument)? {
    index < call.arguments.count ? call.arguments[index] : nil
  }

  func optionalTensor(_ index: Int) -> Tensor? { self[index] as? Tensor }

  /// A number, whether whole or not.
  func optionalNumber(_ index: Int) -> Double? {
    (self[index] as? Double) ?? (self[index] as? Int).map(Double.init)
  }

  func tensor(_ index: Int) throws(TensorError) -> Tensor { try must(self[index] as? Tensor) }

  func tensors(_ index: Int) throws(TensorError) -> [Tensor] {
    try must(self[index] as? [Tensor])
  }

  func number(_ index: Int) throws(TensorError) -> Double { try must(optionalNumber(index)) }

  func integer(_ index: Int) throws(TensorError) -> Int { try must(self[index] as? Int) }

  func integers(_ index: Int) throws(TensorError) -> [Int] { try must(self[index] as? [Int]) }

  /// A dimension, counted from the front.
  func axis(_ index: Int) throws(TensorError) -> Int {
    let axis = try integer(index)
    return axis < 0 ? axis + (try tensor(0).rank) : axis
  }

  /// Dimensions, counted from the front.
  func axes(_ index: Int) throws(TensorError) -> [Int] {
    let (axes, rank) = (try integers(index), try tensor(0).rank)
    return axes.map { $0 < 0 ? $0 + rank : $0 }
  }

  /// 1 where the argument is true.
  func flag(_ index: Int) -> Int { self[index] as? Bool == true ? 1 : 0 }

  private func must<Value>(_ value: Value?) throws(TensorError) -> Value {
    guard let value else {
      throw .operationFailed(
        operation: call.operation, shapes: call.results.map(\.shape),
        reason: "an argument has no translation into ONNX")
    }
    return value
  }
}
