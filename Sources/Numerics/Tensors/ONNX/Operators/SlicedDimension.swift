/// A part of a dimension, by the rules of Slice.
struct SlicedDimension {
  /// The dimension's size.
  var size: Int
  /// Its size at the size that the graph was written for, where that is another.
  var written: Int?
  var start: Int
  var end: Int
  var step: Int

  private static let sliceOperation = Operation("slice", "Tensor")

  /// The part of a tensor.
  func taken(
    from x: Tensor, along axis: Int, _ inputs: NodeArguments
  ) throws(TensorError) -> Tensor {
    guard step != 0, step > .min else { throw inputs.refused("its step is \(step)") }
    var end = end
    if let written, written != size {
      // An end that was the dimension's own follows it.
      if step > 0, end >= written { end = .max }
      let isFree = step > 0 && (end == .max || end < 0) && (start < 0 || start <= max(1, step - 1))
      guard isFree || step < 0 && end < -written && start < 0 else {
        throw inputs.refused(
          "the file takes \(start) to \(end) of a dimension of \(written), which tells nothing of "
            + "one of \(size): run the graph at the size that it was written for, or ask for "
            + "values before this node")
      }
    }
    if step > 0 {
      let (first, last) = (clamped(start, 0, size), clamped(end, 0, size))
      return try Self.sliceOperation(x, axis, first, max(first, last), step)
    }
    let (first, last) = (clamped(start, -1, size - 1), clamped(end, -1, size - 1))
    let places = Array(stride(from: first, to: last, by: step))
    return try x.rows(Tensor(places), along: axis)
  }

  private func clamped(_ place: Int, _ lower: Int, _ upper: Int) -> Int {
    min(max(place < 0 ? place &+ size : place, lower), upper)
  }
}
