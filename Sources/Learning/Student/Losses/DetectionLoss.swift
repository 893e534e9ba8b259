import Layout
import Tensors

/// What a student is trained by: assignment, then the losses of classes, boxes and variances.
public struct DetectionLoss: Sendable {
  /// How the parts are put together.
  public var settings: LossSettings
  private let assignment: any PointAssignment

  /// Makes the loss for a head with that last bin.
  ///
  /// - Parameter assignment: by default task-aligned.
  public init(
    lastBin: Int, settings: LossSettings = LossSettings(),
    assignment: (any PointAssignment)? = nil
  ) {
    self.settings = settings
    var aligned = TaskAlignedAssignment(lastBin: lastBin)
    aligned.most = settings.candidates
    aligned.scoreExponent = settings.scoreExponent
    self.assignment = assignment ?? aligned
  }

  /// What the points are to learn.
  ///
  /// - Parameters:
  ///   - truths: by image.
  ///   - ignored: by image, boxes inside which points that learn no truth learn nothing.
  ///   - doubtful: by image, boxes of which nobody knows whether they are regions: points that
  ///     predict one (IoU ≥ 0.5) and learn no truth learn nothing.
  public func targets(
    _ output: HeadOutput, _ truths: [[Truth]], ignored: [[Box]] = [], doubtful: [[Box]] = []
  ) throws(TensorError) -> BatchTargets {
    try withoutGradient { () throws(TensorError) in
      try BatchTargets(output, truths, ignored: ignored, doubtful: doubtful, assignment)
    }
  }

  /// The loss of a batch.
  ///
  /// - Parameter normaliser: what it is divided by; by default the sum of the targets, no less
  ///   than 1. Several processes agree on one.
  public func callAsFunction(
    _ output: HeadOutput, _ targets: BatchTargets, normaliser: Double? = nil
  ) throws(TensorError) -> LossParts {
    let scale = 1 / (normaliser ?? max(1, targets.qualitySum))
    let pageCount = output.classLogits.shape[0]
    var quality =
      switch settings.classes {
      case .qualityFocal:
        try BoxLosses.qualityFocal(logits: output.classLogits, quality: targets.quality)
      case .crossEntropy:
        try BoxLosses.crossEntropy(logits: output.classLogits, quality: targets.quality)
      }
    if let mask = targets.mask { quality = try quality * mask }
    var parts = [
      LossPart(
        name: "quality", elements: quality, pages: nil, factor: settings.quality * scale,
        pageCount: pageCount)
    ]
    if targets.count > 0 {
      for (name, loss, weight) in [
        ("overlap", try overlap(output, targets), settings.overlap),
        ("distribution", try distribution(output, targets), settings.distribution),
        ("variance", try variance(output, targets), settings.variance),
      ] {
        parts.append(
          LossPart(
            name: name, elements: try loss * targets.weights, pages: targets.pages,
            factor: weight * scale, pageCount: pageCount))
      }
    }
    return LossParts(parts: parts, positives: targets.count)
  }

  /// The loss of a batch whose targets nobody else needs.
  public func callAsFunction(
    _ output: HeadOutput, _ truths: [[Truth]], ignored: [[Box]] = [], doubtful: [[Box]] = []
  ) throws(TensorError) -> LossParts {
    try self(output, targets(output, truths, ignored: ignored, doubtful: doubtful))
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
