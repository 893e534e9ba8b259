extension RunningStatistics {
  private static let normalise = Operation("batch_norm")
  private static let normaliseBackward = Operation("native_batch_norm_backward")

  /// Normalises by the mean and the variance over the batches of all processes.
  ///
  /// Every process gets the numbers that one would get with all batches. Gradients of scale and
  /// shift are those of the own batch, to be averaged like all others.
  func synchronised(
    _ input: Tensor, scale: Tensor, shift: Tensor, _ group: ProcessGroup
  ) throws(TensorError) -> Tensor {
    let statistics = try withoutGradient { () throws(TensorError) in
      try JointStatistics(input, group)
    }
    try follow(statistics)
    let outputs = try Tensor.withOwnGradient(
      of: [input, scale, shift],
      forward: { (inputs) throws(TensorError) in
        [
          try Self.normalise(
            inputs[0], inputs[1], inputs[2], statistics.mean, statistics.variance, false,
            momentum, epsilon, false)
        ]
      },
      backward: { [epsilon] (gradients) throws(TensorError) in
        // Every process must take part, also one whose outputs nobody uses.
        guard let gradient = gradients[0] else {
          return try Self.backward(input.zerosLike(), input, scale, statistics, epsilon, group)
        }
        return try Self.backward(gradient, input, scale, statistics, epsilon, group)
      })
    return outputs[0]
  }

  /// Lets the running statistics follow, the variance over the count less 1.
  private func follow(_ statistics: JointStatistics) throws(TensorError) {
    let unbiased =
      try statistics.variance * (statistics.count / max(1, statistics.count - 1))
    try TensorList.scale([mean, variance], by: 1 - momentum)
    try TensorList.add(
      [statistics.mean, unbiased], times: momentum, to: [mean, variance])
  }

  private static func backward(
    _ gradient: Tensor, _ input: Tensor, _ scale: Tensor, _ statistics: JointStatistics,
    _ epsilon: Double, _ group: ProcessGroup
  ) throws(TensorError) -> [Tensor?] {
    // With fixed statistics first; then what flows through the statistics is taken off.
    let fixed = try normaliseBackward.tensors(
      gradient, input, scale, statistics.mean, statistics.variance, Tensor?.none, Tensor?.none,
      false, epsilon, [true, true, true])
    let sums = try Tensor.stacked([fixed[1], fixed[2]])
    try group.sum([sums])
    let inverse = try (statistics.variance + epsilon).power(-0.5)
    let factor = try scale.detached() * inverse * (1 / statistics.count)
    let slope = try factor * inverse * sums.selected(0, at: 0)
    let offset = try factor * sums.selected(0, at: 1) - slope * statistics.mean
    let shape = [1, -1] + [Int](repeating: 1, count: input.rank - 2)
    let through = try input * slope.reshaped(shape) + offset.reshaped(shape)
    return [try fixed[0] - through, fixed[1], fixed[2]]
  }
}

/// Statistics of each channel over the batches of all processes.
private struct JointStatistics {
  var mean: Tensor
  var variance: Tensor
  /// Numbers of one channel in all batches.
  var count: Double

  init(_ input: Tensor, _ group: ProcessGroup) throws(TensorError) {
    let channels = input.shape[1]
    let others = (0..<input.rank).filter { $0 != 1 }
    let own = Double(input.count / max(1, channels))
    // Two rounds, since sums of squares lose the digits of a variance that is small beside the mean.
    let first = try Tensor.concatenated(
      [try input.sum(along: others), try .filled(own, [1])], along: 0)
    try group.sum([first])
    count = try first.narrowed(0, from: channels, count: 1).item()
    mean = try first.narrowed(0, from: 0, count: channels) / count
    let shape = [1, channels] + [Int](repeating: 1, count: input.rank - 2)
    let second = try (input - mean.reshaped(shape)).power(2).sum(along: others)
    try group.sum([second])
    variance = try second / count
  }
}
