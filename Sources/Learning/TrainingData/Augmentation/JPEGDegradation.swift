import Layout
import PageImages

/// The loss of a JPEG file of low quality.
public struct JPEGDegradation: PixelAugmentation, Hashable {
  /// Probability.
  public var probability: Double
  /// Qualities, within 1...100.
  public var quality: ClosedRange<Int>

  /// Makes it.
  public init(probability: Double = 0.5, quality: ClosedRange<Int> = 30...90) {
    self.probability = probability
    self.quality = quality
  }

  /// Refuses what is no probability, and qualities outside 1 to 100.
  public func check() throws(TrainingDataError) {
    try TrainingDataError.check("probability of JPEG", probability, in: 0...1)
    try TrainingDataError.check("JPEG quality", quality, within: 1...100)
  }

  /// Changes an image.
  ///
  /// - Throws: `TrainingDataError.unreadableImage` where memory does not suffice.
  public func apply(
    to image: inout InputImage, _ random: inout SplitMix64
  ) throws(TrainingDataError) {
    let happens = random.unit() < probability
    let quality = quality.lowerBound + random.index(below: quality.count)
    guard happens else { return }
    do {
      image.raster = Raster(try image.raster.pageImage().recompressed(quality: quality))
    } catch let error as PageImagesError {
      throw .from(error, page: "the image")
    } catch {
      throw .unreadableImage(page: "the image", reason: "\(error)")
    }
  }
}
