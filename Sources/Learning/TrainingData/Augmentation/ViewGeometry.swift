import Foundation
import Layout

/// How a view scales, moves and turns a page.
public struct ViewGeometry: Hashable, Sendable {
  /// Size against the letterboxed page, about its middle.
  public var scale: Double
  /// Shift to the right, share of the input's width.
  public var shiftX: Double
  /// Shift down, share of the input's height.
  public var shiftY: Double
  /// Clockwise turn about the page's middle, radians.
  public var rotation: Double

  /// Makes a geometry.
  public init(scale: Double, shiftX: Double, shiftY: Double, rotation: Double) {
    self.scale = scale
    self.shiftX = shiftX
    self.shiftY = shiftY
    self.rotation = rotation
  }

  /// The letterboxed page as it is.
  public static let plain = ViewGeometry(scale: 1, shiftX: 0, shiftY: 0, rotation: 0)
}

/// Which geometries a view is drawn from; never mirrored, since reading has a direction.
public struct GeometryJitter: Hashable, Sendable {
  /// Sizes; drawn so that twice and half are equally likely.
  public var scale: ClosedRange<Double>
  /// Greatest shift either way, share of the input's side.
  public var shift: Double
  /// Greatest turn either way, degrees.
  public var rotation: Double
  /// Share of a region's area that must be seen for it to stay a label.
  public var leastVisible: Double

  /// Makes a jitter; the defaults change nothing.
  public init(
    scale: ClosedRange<Double> = 1...1, shift: Double = 0, rotation: Double = 0,
    leastVisible: Double = 0.3
  ) {
    self.scale = scale
    self.shift = shift
    self.rotation = rotation
    self.leastVisible = leastVisible
  }

  /// A geometry of it.
  func drawn(_ random: inout SplitMix64) -> ViewGeometry {
    let size = random.uniform(log(scale.lowerBound)...log(scale.upperBound))
    return ViewGeometry(
      scale: exp(size), shiftX: random.uniform(-shift...shift),
      shiftY: random.uniform(-shift...shift),
      rotation: random.uniform(-rotation...rotation) * .pi / 180)
  }

  /// Refuses what no view can be drawn from.
  func check() throws(TrainingDataError) {
    try TrainingDataError.check("scale", scale, within: 0.1...10)
    try TrainingDataError.check("shift", shift, in: 0...0.5)
    try TrainingDataError.check("rotation", rotation, in: 0...45)
    try TrainingDataError.check("least visible share", leastVisible, in: 0...1)
  }
}
