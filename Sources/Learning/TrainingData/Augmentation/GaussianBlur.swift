import Foundation
import Layout

/// A blur as of a lens out of focus.
///
/// Unbiased Teacher's (Liu et al. 2021) goes up to a deviation of 2 pixels; at the sizes at which
/// pages are trained, lines of text are gone by then, so the default stops at 1.
public struct GaussianBlur: PixelAugmentation, Hashable {
  /// Probability.
  public var probability: Double
  /// Standard deviations, input pixels.
  public var deviation: ClosedRange<Double>

  /// Makes it.
  public init(probability: Double = 0.5, deviation: ClosedRange<Double> = 0.1...1) {
    self.probability = probability
    self.deviation = deviation
  }

  /// Refuses what is no probability, and deviations outside 0 to 20 pixels.
  public func check() throws(TrainingDataError) {
    try TrainingDataError.check("probability of blur", probability, in: 0...1)
    try TrainingDataError.check("deviation of blur", deviation, within: 0...20)
  }

  /// Changes an image.
  public func apply(to image: inout InputImage, _ random: inout SplitMix64) {
    let happens = random.unit() < probability
    let deviation = random.uniform(deviation)
    guard happens, deviation > 0 else { return }
    let radius = Int((3 * deviation).rounded(.up))
    let bell = (-radius...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let sum = bell.reduce(0, +)
    image.raster.convolve(bell.map { Float($0 / sum) })
  }
}

extension Raster {
  /// Blends each pixel with its neighbours, down and across, by weights that sum to 1; beyond an
  /// edge the pixels at it go on.
  fileprivate mutating func convolve(_ weights: [Float]) {
    let radius = weights.count / 2
    let (width, height, stride) = (width, height, bytesPerRow)
    let source = pixels
    // A blended row with `radius` more pixels on either side.
    let margin = radius * 3
    var row = [Float](repeating: 0, count: stride + 2 * margin)
    var blurred = [Float](repeating: 0, count: stride)
    pixels.withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        row.withUnsafeMutableBufferPointer { row in
          blurred.withUnsafeMutableBufferPointer { blurred in
            for y in 0..<height {
              for index in 0..<stride { row[margin &+ index] = 0 }
              for (tap, weight) in weights.enumerated() {
                let line = min(max(y + tap - radius, 0), height - 1) * stride
                for index in 0..<stride {
                  row[margin &+ index] += weight * Float(source[line &+ index])
                }
              }
              for index in 0..<margin {
                row[index] = row[margin + index % 3]
                row[margin + stride + index] = row[margin + (width - 1) * 3 + index % 3]
              }
              for index in 0..<stride { blurred[index] = 0.5 }
              for (tap, weight) in weights.enumerated() {
                let shift = tap * 3
                for index in 0..<stride { blurred[index] += weight * row[shift &+ index] }
              }
              for index in 0..<stride {
                target[y &* stride &+ index] = UInt8(min(max(blurred[index], 0), 255))
              }
            }
          }
        }
      }
    }
  }
}
