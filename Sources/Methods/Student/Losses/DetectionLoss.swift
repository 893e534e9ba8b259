import Layout
import Tensors

/// The loss of a batch, in parts.
public struct LossParts: Sendable {
  /// Weighted sum; its gradients train the student.
  public var total: Tensor
  /// Each part, weighted and normalised, for the curves.
  public var parts: [(name: String, value: Double)]
  /// Points that learnt a truth.
  public var positives: Int
}

/// What a student is trained by: assignment, then the losses of classes, boxes and variances.
public struct DetectionLoss: Sendable {
  /// How much each part counts.
  public var weights: LossWeights
  private let assignment: any PointAssignment

  /// Makes the loss for a head of that shape.
  ///
  /// - Parameter assignment: by default task-aligned.
  public init(
    shape: DetectorShape, weights: LossWeights = LossWeights(),
    assignment: (any PointAssignment)? = nil
  ) {
    self.weights = weights
    self.assignment = assignment ?? TaskAlignedAssignment(lastBin: shape.lastBin)
  }

  /// The loss of a batch.
  ///
  /// - Parameters:
  ///   - truths: by image.
  ///   - ignored: by image, boxes inside which points that learn no truth learn nothing.
  ///   - doubtful: by image, boxes of which nobody knows whether they are regions: points that
  ///     predict one (IoU ≥ 0.5) and learn no truth learn nothing.
  ///   - normaliser: given the sum of the targets, what the loss is divided by; several processes
  ///     agree on it here.
  /// - Throws: `TensorError`.
  public func callAsFunction(
    _ output: HeadOutput, _ truths: [[Truth]], ignored: [[Box]] = [],
    doubtful: [[Box]] = [],
    normaliser: (Double) throws(TensorError) -> Double = { max(1, $0) }
  ) throws(TensorError) -> LossParts {
    let targets = try withoutGradient { () throws(TensorError) in
      try BatchTargets(output, truths, ignored: ignored, doubtful: doubtful, assignment)
    }
    let scale = 1 / (try normaliser(targets.qualitySum))
    var quality = try BoxLosses.qualityFocal(
      logits: output.classLogits, quality: targets.quality)
    if let mask = targets.mask { quality = try quality * mask }
    var losses = [("quality", try quality.sum() * (weights.quality * scale))]
    if targets.count > 0 {
      for (name, loss, weight) in [
        ("overlap", try overlap(output, targets), weights.overlap),
        ("distribution", try distribution(output, targets), weights.distribution),
        ("variance", try variance(output, targets), weights.variance),
      ] {
        losses.append((name, try (loss * targets.weights).sum() * (weight * scale)))
      }
    }
    var total = losses[0].1
    for loss in losses.dropFirst() { total = try total + loss.1 }
    var parts: [(name: String, value: Double)] = []
    for loss in losses { parts.append((loss.0, try loss.1.item())) }
    return LossParts(total: total, parts: parts, positives: targets.count)
  }

  private func overlap(
    _ output: HeadOutput, _ targets: BatchTargets
  ) throws(TensorError) -> Tensor {
    let lengths = try SideDistribution(logits: targets.sideLogits(of: output)).lengths()
    // Around the point, in strides.
    return try BoxLosses.generalisedIoU(
      lengths * targets.signs, targets.lengths * targets.signs)
  }

  private func distribution(
    _ output: HeadOutput, _ targets: BatchTargets
  ) throws(TensorError) -> Tensor {
    let last = Double(output.sideLogits.shape[3] - 1) - 0.01
    return try BoxLosses.distributionFocal(
      targets.sideLogits(of: output), targets.lengths.clamped(from: 0, to: last))
  }

  private func variance(
    _ output: HeadOutput, _ targets: BatchTargets
  ) throws(TensorError) -> Tensor {
    // Only the factor learns here, not the distribution.
    let sides = try SideDistribution(logits: targets.sideLogits(of: output).detached())
    return try BoxLosses.variance(
      error: sides.lengths() - targets.lengths,
      variance: sides.variances(targets.logVariances(of: output)),
      truthVariance: targets.variances)
  }
}
