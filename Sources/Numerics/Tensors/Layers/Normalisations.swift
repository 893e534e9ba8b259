/// Batch normalisation of channels.
public struct BatchNormalisation: Sendable {
  let scale: Weight
  let shift: Weight
  let statistics: RunningStatistics

  /// Makes `weight`, `bias`, `running_mean` and `running_var`, named as the field names them.
  public init(_ path: ParameterPath, channels: Int) throws(TensorError) {
    scale = try (path / "weight").parameter([channels], .constant(1))
    shift = try (path / "bias").parameter([channels], .constant(0))
    statistics = RunningStatistics(
      mean: try (path / "running_mean").statistic([channels], 0),
      variance: try (path / "running_var").statistic([channels], 1))
  }

  /// The same shape.
  public func callAsFunction(_ input: Tensor, _ phase: Phase) throws(TensorError) -> Tensor {
    try statistics.normalise(input, scale: scale(), shift: shift(), phase)
  }
}

/// Mean and variance of channels that follow the batches.
struct RunningStatistics: Sendable {
  let mean: Tensor
  let variance: Tensor
  var epsilon = 1e-5
  /// Share of the batch in what follows.
  var momentum = 0.1

  /// The input normalised by the batch, or by these, then scaled and shifted by channel.
  func normalise(
    _ input: Tensor, scale: Tensor, shift: Tensor, _ phase: Phase
  ) throws(TensorError) -> Tensor {
    if phase.usesBatchStatistics, let group = phase.group {
      return try synchronised(input, scale: scale, shift: shift, group)
    }
    return try input.batchNormalised(
      scale: scale, shift: shift, runningMean: mean, runningVariance: variance,
      byBatch: phase.usesBatchStatistics, momentum: momentum, epsilon: epsilon)
  }
}

/// Normalisation of groups of channels by their own statistics.
public struct GroupNormalisation: Sendable {
  let scale: Weight
  let shift: Weight
  let groups: Int

  /// Makes `weight` and `bias`.
  public init(_ path: ParameterPath, channels: Int, groups: Int) throws(TensorError) {
    scale = try (path / "weight").parameter([channels], .constant(1))
    shift = try (path / "bias").parameter([channels], .constant(0))
    self.groups = groups
  }

  /// The same shape.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.groupNormalised(groups: groups, scale: scale(), shift: shift())
  }
}
