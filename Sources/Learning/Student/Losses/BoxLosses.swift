import Tensors

/// Losses of single predictions, each `[count]` unless it says otherwise.
public enum BoxLosses {
  /// Generalised IoU loss of boxes `[count, 4]` in the order x1, y1, x2, y2 (Rezatofighi et al.,
  /// CVPR 2019): 1 less GIoU.
  public static func generalisedIoU(
    _ predicted: Tensor, _ truth: Tensor
  ) throws(TensorError) -> Tensor {
    let (a, b) = (try predicted.split([2, 2], along: 1), try truth.split([2, 2], along: 1))
    let shared = try (a[1].minimum(b[1]) - a[0].maximum(b[0])).clamped(from: 0).area()
    let union = try (a[1] - a[0]).area() + (b[1] - b[0]).area() - shared
    let enclosing = try (a[1].maximum(b[1]) - a[0].minimum(b[0])).area()
    let small = 1e-9
    let overlap = try shared / union.clamped(from: small)
    let empty = try (enclosing - union) / enclosing.clamped(from: small)
    return try 1 - (overlap - empty)
  }

  /// Distribution focal loss (Li et al., NeurIPS 2020): cross entropy with the two bins around the
  /// target.
  ///
  /// - Parameters:
  ///   - logits: `[count, 4, bins]`.
  ///   - target: `[count, 4]`, in strides, within the bins.
  /// - Returns: the mean over the sides.
  public static func distributionFocal(
    _ logits: Tensor, _ target: Tensor
  ) throws(TensorError) -> Tensor {
    let logShares = try logits.logSoftmax(along: -1)
    let last = Double(logits.shape[logits.rank - 1] - 2)
    let lower = try target.floor().clamped(from: 0, to: last)
    let upperShare = try target - lower
    func logShare(_ bin: Tensor) throws(TensorError) -> Tensor {
      let index = try bin.converted(to: .int64).unsqueezed(-1)
      return try logShares.gathered(index, along: -1).squeezed(-1)
    }
    let below = try logShare(lower)
    let above = try logShare(lower + 1)
    let each = try (1 - upperShare) * below + upperShare * above
    return try -each.mean(along: [-1])
  }

  /// Negative log-likelihood of side errors under their variances (He et al., CVPR 2019), without
  /// its constant.
  ///
  /// - Parameters:
  ///   - error: predicted less true lengths, `[count, 4]`.
  ///   - variance: predicted, `[count, 4]`.
  ///   - truthVariance: of the label itself, `[count, 4]`.
  /// - Returns: the mean over the sides.
  public static func variance(
    error: Tensor, variance: Tensor, truthVariance: Tensor
  ) throws(TensorError) -> Tensor {
    let whole = try variance + truthVariance
    return try ((error * error / whole + whole.log()) * 0.5).mean(along: [-1])
  }

  /// Quality focal loss (Li et al., NeurIPS 2020), elementwise: the class score is to be the quality
  /// of the box.
  public static func qualityFocal(
    logits: Tensor, quality: Tensor
  ) throws(TensorError) -> Tensor {
    let distance = try quality - logits.sigmoid()
    return try distance * distance * crossEntropy(logits: logits, quality: quality)
  }

  /// Binary cross-entropy with shares as targets, elementwise.
  public static func crossEntropy(
    logits: Tensor, quality: Tensor
  ) throws(TensorError) -> Tensor {
    try logits.softplus() - quality * logits
  }
}

extension Tensor {
  /// Width times height, `[count]`, of `[count, 2]`.
  fileprivate func area() throws(TensorError) -> Tensor {
    let sides = try split([1, 1], along: 1)
    return try (sides[0] * sides[1]).squeezed(1)
  }
}
