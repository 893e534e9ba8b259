import Layout

/// The extra passes of test-time augmentation: the same page seen a little differently.
///
/// After Shihab et al. 2025 (arXiv 2511.08903) the teacher's variance comes from repeated
/// predictions; which changes are made is our choice: size, position, brightness and contrast, no
/// mirroring, since the direction of text carries meaning. Views only ever shrink the page, so
/// that no edge leaves the model's input.
public struct AugmentationPlan: Codable, Hashable, Sendable {
  /// Number of extra passes; 0 takes the class-wise default variances.
  public var passes: Int
  /// Fixes the passes.
  public var seed: UInt64

  /// Makes a plan; beside OCR, one pass is what a processor bears.
  public init(passes: Int = 1, seed: UInt64 = 0) {
    self.passes = passes
    self.seed = seed
  }

  /// No augmentation.
  public static let off = AugmentationPlan(passes: 0)

  /// The views of a page, derived from the plain one.
  func views(of plain: PageView, page width: Int, _ height: Int, in input: ModelCard.Input)
    -> [PageView]
  {
    var random = SplitMix64(seed: seed)
    return (0..<passes).map { _ in
      var view = plain
      let shrink = 0.86 + 0.11 * random.unit()
      view.scaleX *= shrink
      view.scaleY *= shrink
      // Somewhere in the room that is left over.
      view.offsetX = random.unit() * (Double(input.width) - Double(width) * view.scaleX)
      view.offsetY = random.unit() * (Double(input.height) - Double(height) * view.scaleY)
      view.offsetX.round()
      view.offsetY.round()
      view.contrast = 0.85 + 0.3 * random.unit()
      view.brightness = -0.1 + 0.2 * random.unit()
      return view
    }
  }
}
