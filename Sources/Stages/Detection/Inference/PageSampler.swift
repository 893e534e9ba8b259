import Foundation
import Layout

/// Where a page lands in a model's input, and what is done to its brightness.
struct PageView: Sendable, Hashable {
  /// Input pixels per page pixel.
  var scaleX: Double
  var scaleY: Double
  /// Input position of the page's top-left corner.
  var offsetX: Double
  var offsetY: Double
  /// Channel values v in 0...1 become `(v - 0.5) * contrast + 0.5 + brightness`.
  var contrast = 1.0
  var brightness = 0.0

  /// The page as the card wants it, without augmentation.
  init(of width: Int, _ height: Int, in input: ModelCard.Input) {
    let fitX = Double(input.width) / Double(width)
    let fitY = Double(input.height) / Double(height)
    switch input.resize {
    case .stretch:
      (scaleX, scaleY, offsetX, offsetY) = (fitX, fitY, 0, 0)
    case .letterbox:
      // Whole pixels, as the usual letterbox takes: the scaled page and its padding are rounded.
      let scale = min(fitX, fitY)
      let (scaledWidth, scaledHeight) = (
        (Double(width) * scale).rounded(), (Double(height) * scale).rounded()
      )
      scaleX = scaledWidth / Double(width)
      scaleY = scaledHeight / Double(height)
      offsetX = ((Double(input.width) - scaledWidth) / 2).rounded(.down)
      offsetY = ((Double(input.height) - scaledHeight) / 2).rounded(.down)
    }
  }

  /// A box of the model's input in page pixels.
  func pageBox(_ box: Box) -> Box {
    Box(
      x1: (box.x1 - offsetX) / scaleX, y1: (box.y1 - offsetY) / scaleY,
      x2: (box.x2 - offsetX) / scaleX, y2: (box.y2 - offsetY) / scaleY)
  }
}

/// Resamples a page into a model's input: planes of floats, normalised.
///
/// Separable triangle filter, as wide as the reduction, so that thin strokes survive; it is
/// bilinear interpolation when enlarging.
struct PageSampler {
  private let input: ModelCard.Input
  /// One row of the page after the horizontal pass, three planes; kept between pages.
  private var rows: [Float] = []

  init(_ input: ModelCard.Input) { self.input = input }

  /// Fills `target`, `[3, height, width]`.
  mutating func fill(
    _ target: UnsafeMutableBufferPointer<Float>, from image: PageImage, view: PageView
  ) {
    let (width, height) = (input.width, input.height)
    let columns = FilterTaps(
      count: width, source: image.width, scale: view.scaleX, offset: view.offsetX)
    let lines = FilterTaps(
      count: height, source: image.height, scale: view.scaleY, offset: view.offsetY)
    let needed = image.height * width * 3
    if rows.count < needed { rows = [Float](repeating: 0, count: needed) }
    let input = input
    rows.withUnsafeMutableBufferPointer { rows in
      image.pixels.withUnsafeBufferPointer { pixels in
        Self.shrinkRows(pixels, of: image, to: rows, width: width, taps: columns)
      }
      Self.shrinkColumns(
        rows, to: target, input: input, lines: lines, columns: columns, view: view)
    }
  }

  private static func shrinkRows(
    _ pixels: UnsafeBufferPointer<UInt8>, of image: PageImage,
    to rows: UnsafeMutableBufferPointer<Float>, width: Int, taps: FilterTaps
  ) {
    for y in 0..<image.height {
      let source = y * image.bytesPerRow
      let target = y * width * 3
      for x in taps.covered {
        let first = taps.first[x]
        var (red, green, blue): (Float, Float, Float) = (0, 0, 0)
        var offset = source + first * 3
        for tap in taps.range(of: x) {
          let weight = taps.weights[tap]
          red += weight * Float(pixels[offset])
          green += weight * Float(pixels[offset + 1])
          blue += weight * Float(pixels[offset + 2])
          offset += 3
        }
        rows[target + x] = red
        rows[target + width + x] = green
        rows[target + 2 * width + x] = blue
      }
    }
  }

  private static func shrinkColumns(
    _ rows: UnsafeMutableBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>,
    input: ModelCard.Input, lines: FilterTaps, columns: FilterTaps, view: PageView
  ) {
    let (width, height) = (input.width, input.height)
    for plane in 0..<3 {
      let channel = input.channels == .rgb ? plane : 2 - plane
      let (mean, std) = (input.mean[plane], input.std[plane])
      let gain = Float(view.contrast / 255 / std)
      let bias = Float((0.5 - 0.5 * view.contrast + view.brightness - mean) / std)
      let padding = Float((input.padding / 255 - mean) / std)
      for y in 0..<height {
        let line = target.baseAddress.map { $0 + (plane * height + y) * width }
        guard let line else { return }
        guard lines.covered.contains(y) else {
          for x in 0..<width { line[x] = padding }
          continue
        }
        for x in 0..<columns.covered.lowerBound { line[x] = padding }
        for x in columns.covered.upperBound..<width { line[x] = padding }
        for x in columns.covered { line[x] = bias }
        var source = lines.first[y] * width * 3 + channel * width
        for tap in lines.range(of: y) {
          let weight = lines.weights[tap] * gain
          for x in columns.covered { line[x] += weight * rows[source + x] }
          source += width * 3
        }
      }
    }
  }
}

/// For each target position along one axis, the source samples it blends and their weights.
struct FilterTaps {
  /// Target positions that the page reaches.
  let covered: Range<Int>
  /// First source sample of each target position.
  private(set) var first: [Int]
  /// Weights of all positions, one after another; each position's sum to 1.
  private(set) var weights: [Float]
  private var starts: [Int]

  /// - Parameters:
  ///   - count: target positions.
  ///   - source: source samples.
  ///   - scale: target positions per source sample.
  ///   - offset: target position of the source's edge.
  init(count: Int, source: Int, scale: Double, offset: Double) {
    let from = max(0, min(count, Int(offset.rounded())))
    let to = max(from, min(count, Int((offset + Double(source) * scale).rounded())))
    covered = from..<to
    first = [Int](repeating: 0, count: count)
    starts = [Int](repeating: 0, count: count + 1)
    weights = []
    let support = max(1, 1 / scale)
    for position in 0..<count {
      starts[position] = weights.count
      guard covered.contains(position) else { continue }
      let centre = (Double(position) + 0.5 - offset) / scale
      let low = max(0, min(source - 1, Int((centre - support + 0.5).rounded(.down))))
      let high = max(low + 1, min(source, Int((centre + support + 0.5).rounded(.down))))
      var taps = (low..<high).map { max(0, 1 - abs((Double($0) + 0.5 - centre) / support)) }
      let sum = taps.reduce(0, +)
      if sum <= 0 { taps = taps.indices.map { $0 == 0 ? 1 : 0 } }
      first[position] = low
      weights += taps.map { Float($0 / (sum > 0 ? sum : 1)) }
    }
    starts[count] = weights.count
  }

  /// Where a position's weights stand in `weights`.
  func range(of position: Int) -> Range<Int> { starts[position]..<starts[position + 1] }
}
