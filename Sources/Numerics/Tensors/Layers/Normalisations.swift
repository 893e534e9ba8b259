/// Batch normalisation of channels.
public struct BatchNormalisation: Sendable {
  let scale: Tensor
  let shift: Tensor
  let runningMean: Tensor
  let runningVariance: Tensor
  var epsilon = 1e-5
  /// Share of the batch in the running statistics.
  var momentum = 0.1

  /// Normalises with tensors that are there.
  init(
    scale: Tensor, shift: Tensor, runningMean: Tensor, runningVariance: Tensor, epsilon: Double,
    momentum: Double
  ) {
    self.scale = scale
    self.shift = shift
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    self.epsilon = epsilon
    self.momentum = momentum
  }

  /// Makes `weight`, `bias`, `running_mean` and `running_var`, named as the field names them.
  public init(_ path: ParameterPath, channels: Int) throws(TensorError) {
    scale = try (path / "weight").parameter([channels], .constant(1))
    shift = try (path / "bias").parameter([channels], .constant(0))
    runningMean = try (path / "running_mean").statistic([channels], 0)
    runningVariance = try (path / "running_var").statistic([channels], 1)
  }

  /// The same shape.
  public func callAsFunction(_ input: Tensor, _ phase: Phase) throws(TensorError) -> Tensor {
    if phase.usesBatchStatistics, let group = phase.group {
      return try synchronised(input, group)
    }
    return try input.batchNormalised(
      scale: scale, shift: shift, runningMean: runningMean, runningVariance: runningVariance,
      byBatch: phase.usesBatchStatistics, momentum: momentum, epsilon: epsilon)
  }
}

/// Normalisation of groups of channels by their own statistics.
public struct GroupNormalisation: Sendable {
  let scale: Tensor
  let shift: Tensor
  let groups: Int

  /// Makes `weight` and `bias`.
  public init(_ path: ParameterPath, channels: Int, groups: Int) throws(TensorError) {
    scale = try (path / "weight").parameter([channels], .constant(1))
    shift = try (path / "bias").parameter([channels], .constant(0))
    self.groups = groups
  }

  /// The same shape.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.groupNormalised(groups: groups, scale: scale, shift: shift)
  }
}
