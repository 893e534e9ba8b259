import Foundation

/// Writes a computation as an ONNX file, by watching it once.
public enum ONNXExport {
  /// The file of a computation of one input.
  ///
  /// What does not depend on the input becomes a constant; sizes are those of the example.
  ///
  /// - Parameters:
  ///   - example: an input of the shape that the file will take, `float32`.
  ///   - outputs: names of what `body` gives, in order.
  ///   - metadata: texts for those who use the file.
  ///   - body: the computation; run once, without gradients.
  /// - Throws: `TensorError.operationFailed` for an operation that has no translation.
  public static func file(
    input: String, example: Tensor, outputs names: [String], metadata: [String: String] = [:],
    of body: (Tensor) throws(TensorError) -> [Tensor]
  ) throws(TensorError) -> Data {
    let (calls, outputs) = try Trace.calls { () throws(TensorError) in
      try withoutGradient { () throws(TensorError) in try body(example) }
    }
    var translation = ONNXTranslation()
    translation.name(example, input)
    for call in calls { try translation.add(call) }
    var named: [(value: String, name: String, shape: [Int])] = []
    for (tensor, name) in zip(outputs, names) {
      named.append((try translation.value(of: tensor), name, tensor.shape))
    }
    return translation.graph.model(
      input: (input, example.shape), outputs: named, metadata: metadata)
  }
}
