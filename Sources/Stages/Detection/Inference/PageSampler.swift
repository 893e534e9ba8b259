import Foundation
import Layout

/// Where a page lands in a model's input, and what is done to its brightness.
package struct PageView: Sendable, Hashable {
  /// Input pixels per page pixel.
  package var scaleX: Double
  package var scaleY: Double
  /// Input position of the page's top-left corner.
  package var offsetX: Double
  package var offsetY: Double
  /// Channel values v in 0...1 become `(v - 0.5) * contrast + 0.5 + brightness`.
  var contrast = 1.0
  var brightness = 0.0

  /// The page as the card wants it, without augmentation.
  package init(of width: Int, _ height: Int, in input: ModelCard.Input) {
    let fitX = Double(input.width) / Double(width)
    let fitY = Double(input.height) / Double(height)
    switch input.resize {
    case .stretch:
      (scaleX, scaleY, offsetX, offsetY) = (fitX, fitY, 0, 0)
    case .letterbox, .corner:
      // Whole pixels, as the usual letterbox takes: the scaled page and its padding are rounded.
      let scale = min(fitX, fitY)
      let (scaledWidth, scaledHeight) = (
        (Double(width) * scale).rounded(), (Double(height) * scale).rounded()
      )
      scaleX = scaledWidth / Double(width)
      scaleY = scaledHeight / Double(height)
      let share = input.resize == .corner ? 0.0 : 0.5
      offsetX = ((Double(input.width) - scaledWidth) * share).rounded(.down)
      offsetY = ((Double(input.height) - scaledHeight) * share).rounded(.down)
    }
  }

  /// A box of the model's input in page pixels.
  package func pageBox(_ box: Box) -> Box {
    Box(
      x1: (box.x1 - offsetX) / scaleX, y1: (box.y1 - offsetY) / scaleY,
      x2: (box.x2 - offsetX) / scaleX, y2: (box.y2 - offsetY) / scaleY)
  }

  /// Variances in px² of the model's input in those of the page.
  package func pageVariance(_ variance: BoxVariance) -> BoxVariance {
    let (x, y) = (scaleX * scaleX, scaleY * scaleY)
    return BoxVariance(
      x1: variance.x1 / x, y1: variance.y1 / y, x2: variance.x2 / x, y2: variance.y2 / y)
  }
}

/// Resamples a page into a model's input: planes of floats, normalised.
///
/// Separable triangle filter, as wide as the reduction, so that thin strokes survive; it is
/// bilinear interpolation when enlarging. Rows are blended first: that runs over neighbouring
/// bytes, and leaves fewer rows to shrink across.
package struct PageSampler {
  private let input: ModelCard.Input
  /// One blended row of the page, interleaved; kept between pages.
  private var blend: [Float] = []

  package init(_ input: ModelCard.Input) { self.input = input }

  /// Fills `target`, `[3, height, width]`.
  package mutating func fill(
    _ target: UnsafeMutableBufferPointer<Float>, from image: PageImage, view: PageView
  ) {
    let columns = FilterTaps(
      count: input.width, source: image.width, scale: view.scaleX, offset: view.offsetX)
    let lines = FilterTaps(
      count: input.height, source: image.height, scale: view.scaleY, offset: view.offsetY)
    let planes = PlaneWriter(
      target, input: input, view: view,
      padding: input.resize == .corner
        ? Self.meanColour(of: image) : Array(repeating: input.padding, count: 3))
    planes.pad(outside: columns.covered, lines.covered)
    if blend.count < image.bytesPerRow { blend = [Float](repeating: 0, count: image.bytesPerRow) }
    blend.withUnsafeMutableBufferPointer { row in
      image.pixels.withUnsafeBufferPointer { pixels in
        for y in lines.covered {
          Self.blendRows(pixels, bytesPerRow: image.bytesPerRow, into: row, taps: lines, at: y)
          planes.write(row, line: y, taps: columns)
        }
      }
    }
  }

  /// Mean red, green and blue, 0...255, of every fourth row.
  private static func meanColour(of image: PageImage) -> [Double] {
    var sums = SIMD3<Int>.zero
    var count = 0
    image.pixels.withUnsafeBufferPointer { pixels in
      for row in stride(from: 0, to: image.height, by: 4) {
        let start = row * image.bytesPerRow
        for place in stride(from: start, to: start + 3 * image.width, by: 3) {
          sums &+= SIMD3(Int(pixels[place]), Int(pixels[place &+ 1]), Int(pixels[place &+ 2]))
        }
        count += image.width
      }
    }
    return (0..<3).map { Double(sums[$0]) / Double(max(1, count)) }
  }

  /// The rows of the page that a target line sees, weighted and added up.
  private static func blendRows(
    _ pixels: UnsafeBufferPointer<UInt8>, bytesPerRow: Int,
    into row: UnsafeMutableBufferPointer<Float>, taps: FilterTaps, at line: Int
  ) {
    var source = taps.first[line] * bytesPerRow
    var isFirst = true
    for tap in taps.range(of: line) {
      let weight = taps.weights[tap]
      if isFirst {
        for x in 0..<bytesPerRow { row[x] = weight * Float(pixels[source &+ x]) }
      } else {
        for x in 0..<bytesPerRow { row[x] += weight * Float(pixels[source &+ x]) }
      }
      isFirst = false
      source += bytesPerRow
    }
  }
}

/// Writes lines of the model's input: channels in its order, normalised.
private struct PlaneWriter {
  private let target: UnsafeMutableBufferPointer<Float>
  private let width: Int
  private let height: Int
  private let swapsChannels: Bool
  private let gain: [Float]
  private let bias: [Float]
  private let padding: [Float]

  /// - Parameter padding: red, green and blue, 0...255.
  init(
    _ target: UnsafeMutableBufferPointer<Float>, input: ModelCard.Input, view: PageView,
    padding colour: [Double]
  ) {
    self.target = target
    width = input.width
    height = input.height
    swapsChannels = input.channels == .bgr
    gain = input.std.map { Float(view.contrast / 255 / $0) }
    bias = zip(input.mean, input.std).map {
      Float((0.5 - 0.5 * view.contrast + view.brightness - $0) / $1)
    }
    // Mean and deviation are of the planes' order.
    let planes = swapsChannels ? colour.reversed() : colour
    padding = zip(planes, zip(input.mean, input.std)).map { Float(($0 / 255 - $1.0) / $1.1) }
  }

  /// Fills what the page does not reach.
  func pad(outside columns: Range<Int>, _ lines: Range<Int>) {
    for plane in 0..<3 {
      let value = padding[plane]
      for y in 0..<height {
        let start = (plane * height + y) * width
        let reached = lines.contains(y) ? columns : 0..<0
        for x in 0..<reached.lowerBound { target[start + x] = value }
        for x in reached.upperBound..<width { target[start + x] = value }
      }
    }
  }

  /// Shrinks an interleaved row of the page across and writes it as a line of each plane.
  func write(_ row: UnsafeMutableBufferPointer<Float>, line: Int, taps: FilterTaps) {
    let (first, second, third) = (
      line * width, (height + line) * width, (2 * height + line) * width
    )
    taps.weights.withUnsafeBufferPointer { weights in
      for x in taps.covered {
        var sum = SIMD4<Float>.zero
        var source = taps.first[x] * 3
        for tap in taps.range(of: x) {
          sum += weights[tap] * SIMD4(row[source], row[source &+ 1], row[source &+ 2], 0)
          source &+= 3
        }
        if swapsChannels { (sum.x, sum.z) = (sum.z, sum.x) }
        target[first &+ x] = sum.x * gain[0] + bias[0]
        target[second &+ x] = sum.y * gain[1] + bias[1]
        target[third &+ x] = sum.z * gain[2] + bias[2]
      }
    }
  }
}
