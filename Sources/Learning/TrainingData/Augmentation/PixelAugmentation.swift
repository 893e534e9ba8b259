import Layout

/// A change of a view's pixels that leaves its regions where they are.
public protocol PixelAugmentation: Sendable {
  /// Refuses parameters that no change can be drawn from.
  ///
  /// - Throws: `TrainingDataError.badSetting`.
  func check() throws(TrainingDataError)

  /// Changes an image; the same generator makes the same change.
  ///
  /// - Throws: `TrainingDataError`.
  func apply(to image: inout InputImage, _ random: inout SplitMix64) throws(TrainingDataError)
}
