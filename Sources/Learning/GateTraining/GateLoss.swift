import Fusion
import Tensors

/// The loss of a gate (the specification's, section 5): of fused boxes, classes and scores.
struct GateLoss {
  let settings: GateLossSettings
  let pools: Gate.PoolUse

  /// The mean over the batch, pairs by their share of a page.
  ///
  /// - Parameter shifts: f, `[pairs, heads]`.
  func callAsFunction(_ batch: GateBatch, _ shifts: Tensor) throws(TensorError) -> Tensor {
    let heads = shifts.shape[1]
    let box = try shifts.narrowed(1, from: 0, count: 1)
    let weight = try (batch.logit + box).sigmoid()
    let fused = try weight * batch.teacher + (1 - weight) * batch.text
    var loss = try boxLoss(fused, batch.truth) * batch.isTrue
    if let pool = batch.pools, pools != .none {
      let shift = try shifts.selected(1, at: heads - 1)
      let share =
        pools == .weight
        ? try weight.mean(along: [1]) : try (pool.classLogit + shift).sigmoid()
      loss = try loss + pool.classLoss(share: share) * batch.isTrue * settings.classes
      if pools != .weight { loss = try loss + scoreLoss(pool, shift, batch.isTrue) }
    }
    loss = try loss + (shifts * shifts).sum(along: [1]) * settings.ridge
    return try (loss * batch.weight).mean()
  }

  /// `[pairs]`.
  private func boxLoss(_ fused: Tensor, _ truth: Tensor) throws(TensorError) -> Tensor {
    switch settings.edges {
    case .squared:
      return try fused.squaredError(truth, .none).mean(along: [1])
    case .relative:
      let low = try truth.narrowed(1, from: 0, count: 2)
      let sides = try (truth.narrowed(1, from: 2, count: 2) - low).clamped(from: 1e-6)
      let scale = try Tensor.concatenated([sides, sides], along: 1)
      let error = try ((fused - truth) / scale).smoothAbsoluteError(
        truth.zerosLike(), beta: settings.turn, .none)
      return try error.mean(along: [1]) + BoxOverlap.generalisedLoss(fused, truth)
    }
  }

  /// `[pairs]`.
  private func scoreLoss(
    _ pool: PoolBatch, _ shift: Tensor, _ isTrue: Tensor
  ) throws(TensorError) -> Tensor {
    let loss = try pool.score(shift: shift).binaryCrossEntropy(isTrue, .none)
    let counts = settings.scoresTrueRegions ? loss : try loss * (1 - isTrue)
    return try counts * settings.scores
  }
}
