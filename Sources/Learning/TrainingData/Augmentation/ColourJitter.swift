import Foundation
import Layout

/// Hue, saturation and tint, or no colour at all.
///
/// Shares as in Unbiased Teacher's strong view (Liu et al. 2021: colours changed with probability
/// 0.8, saturation by 40 %, hue by a tenth of a turn, grey with probability 0.2). The tint is added
/// for pages, most of which are black on white: paper yellows, and lamps have colours.
public struct ColourJitter: PixelAugmentation, Hashable {
  /// Probability that colours are changed.
  public var probability: Double
  /// Greatest change of saturation either way, share.
  public var saturation: Double
  /// Greatest turn of the hue either way, turns.
  public var hue: Double
  /// Greatest loss of a channel, share.
  public var tint: Double
  /// Probability that the page loses its colours.
  public var grey: Double

  /// Makes it.
  public init(
    probability: Double = 0.8, saturation: Double = 0.4, hue: Double = 0.1, tint: Double = 0.15,
    grey: Double = 0.2
  ) {
    self.probability = probability
    self.saturation = saturation
    self.hue = hue
    self.tint = tint
    self.grey = grey
  }

  /// Refuses shares and probabilities outside 0 to 1.
  public func check() throws(TrainingDataError) {
    for (name, value) in [
      ("probability of colours", probability), ("saturation", saturation), ("hue", hue),
      ("tint", tint), ("probability of grey", grey),
    ] {
      try TrainingDataError.check(name, value, in: 0...1)
    }
  }

  /// Changes an image.
  public func apply(to image: inout InputImage, _ random: inout SplitMix64) {
    let changes = random.unit() < probability
    let saturation = 1 + random.uniform(-saturation...saturation)
    let turn = random.uniform(-hue...hue) * 2 * .pi
    let gains = (0..<3).map { _ in 1 - random.uniform(0...tint) }
    let losesColour = random.unit() < grey
    guard changes || losesColour else { return }
    let matrix = Self.matrix(
      saturation: losesColour ? 0 : saturation, turn: turn, gains: changes ? gains : [1, 1, 1])
    image.raster.pixels.withUnsafeMutableBufferPointer { pixels in
      for index in stride(from: 0, to: pixels.count - 2, by: 3) {
        var sum = SIMD4<Float>(repeating: 0.5)
        sum += Float(pixels[index]) * matrix.red
        sum += Float(pixels[index &+ 1]) * matrix.green
        sum += Float(pixels[index &+ 2]) * matrix.blue
        pixels[index] = UInt8(min(max(sum.x, 0), 255))
        pixels[index &+ 1] = UInt8(min(max(sum.y, 0), 255))
        pixels[index &+ 2] = UInt8(min(max(sum.z, 0), 255))
      }
    }
  }

  /// What red, green and blue become: chroma turned and scaled about the grey axis in YIQ.
  private static func matrix(
    saturation: Double, turn: Double, gains: [Double]
  ) -> (red: SIMD4<Float>, green: SIMD4<Float>, blue: SIMD4<Float>) {
    let (c, s) = (saturation * cos(turn), saturation * sin(turn))
    func column(_ red: Double, _ green: Double, _ blue: Double) -> SIMD4<Float> {
      let luma = 0.299 * red + 0.587 * green + 0.114 * blue
      let i = 0.596 * red - 0.274 * green - 0.322 * blue
      let q = 0.211 * red - 0.523 * green + 0.312 * blue
      let (turnedI, turnedQ) = (c * i - s * q, s * i + c * q)
      return SIMD4(
        Float(gains[0] * (luma + 0.956 * turnedI + 0.621 * turnedQ)),
        Float(gains[1] * (luma - 0.272 * turnedI - 0.647 * turnedQ)),
        Float(gains[2] * (luma - 1.106 * turnedI + 1.703 * turnedQ)), 0)
    }
    return (column(1, 0, 0), column(0, 1, 0), column(0, 0, 1))
  }
}
