import Synchronization

/// Shapes of a graph's values at the size that it was written for, found when first needed.
final class WrittenShapes: Sendable {
  private let inputs: [String: [Int]]?
  private let elementType: ElementType
  private let shapes = Mutex<[Int: [[Int]?]]?>(nil)

  /// - Parameter inputs: without a size beside the batch that is free: then exporters compute
  ///   sizes, and write none into the graph.
  init(_ inputs: [ONNXValue], elementType: ElementType) {
    var written: [String: [Int]] = [:]
    for input in inputs {
      guard let shape = input.shape, shape.dropFirst().allSatisfy({ $0 != nil }) else { continue }
      written[input.name] = shape.map { $0 ?? 1 }
    }
    self.inputs =
      written.count == inputs.count
        && written.values.allSatisfy {
          (SafetensorsHeader.size(.uint8, $0) ?? .max) <= 1 << 26
        } ? written : nil
    self.elementType = elementType
  }

  /// Makes inputs of the written size; `nil` where these have it already, or where there is none.
  func differing(
    from given: [String: Tensor]
  ) -> (() throws(TensorError) -> [String: Tensor])? {
    guard let inputs, inputs.contains(where: { given[$0.key]?.shape != $0.value }) else {
      return nil
    }
    return { [elementType] () throws(TensorError) in
      var zeros: [String: Tensor] = [:]
      for (name, shape) in inputs { zeros[name] = try .zeros(shape, elementType) }
      return zeros
    }
  }

  /// The shapes of inputs by step, by a run that tells them the first time.
  func recorded(
    _ run: (_ record: @escaping (_ step: Int, _ shapes: [[Int]?]) -> Void) throws(TensorError) ->
      Void
  ) throws(TensorError) -> [Int: [[Int]?]] {
    if let known = shapes.withLock({ $0 }) { return known }
    let found = Recording()
    try run { found.shapes[$0] = $1 }
    let all = found.shapes
    shapes.withLock { $0 = all }
    return all
  }
}

/// Shapes that a run writes down.
private final class Recording {
  var shapes: [Int: [[Int]?]] = [:]
}
