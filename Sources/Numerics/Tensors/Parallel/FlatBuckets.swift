/// Elements that travel in one message: 25 MB of `float32`, as PyTorch has it.
private let bucketCapacity = 6_553_600

/// Runs a body that changes numbers in place on few flat tensors instead of many small ones.
func inBuckets(
  _ tensors: [Tensor], _ body: (Tensor) throws(TensorError) -> Void
) throws(TensorError) {
  try withoutGradient { () throws(TensorError) in
    for bucket in buckets(tensors) {
      let flat = try Tensor.concatenated(
        bucket.map { (tensor) throws(TensorError) in try tensor.reshaped([-1]) }, along: 0)
      try body(flat)
      let parts = try flat.split(bucket.map(\.count), along: 0)
      for (tensor, part) in zip(bucket, parts) {
        try tensor.replaceNumbers(by: part.reshaped(tensor.shape))
      }
    }
  }
}

/// Neighbours of one element type, together within the capacity.
private func buckets(_ tensors: [Tensor]) -> [[Tensor]] {
  var buckets: [[Tensor]] = []
  var fill = 0
  for tensor in tensors {
    let count = tensor.count
    if let last = buckets.last?.last, last.elementType == tensor.elementType,
      fill + count <= bucketCapacity
    {
      buckets[buckets.count - 1].append(tensor)
      fill += count
    } else {
      buckets.append([tensor])
      fill = count
    }
  }
  return buckets
}
