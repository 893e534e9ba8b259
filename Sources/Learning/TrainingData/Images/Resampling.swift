import Layout

extension Raster {
  /// The raster scaled and moved onto a canvas, each pixel the mean of what it covers.
  ///
  /// A source position `x` lands on `x * scale + offsetX`, and so does `y`. Rows are blended
  /// first: that runs over neighbouring bytes, and leaves fewer rows to shrink across.
  ///
  /// - Parameter background: the colour of what the source does not reach.
  func resampled(
    scale: Double, offsetX: Double = 0, offsetY: Double = 0, width: Int,
    height: Int, background: RGB
  ) -> Raster {
    let isSame =
      scale == 1 && offsetX == 0 && offsetY == 0 && width == self.width && height == self.height
    if isSame { return self }
    let columns = FilterTaps(
      count: width, source: self.width, scale: scale, offset: offsetX)
    let lines = FilterTaps(
      count: height, source: self.height, scale: scale, offset: offsetY)
    var target = Raster(width: width, height: height, colour: background)
    var blend = [Float](repeating: 0, count: bytesPerRow)
    let targetStride = target.bytesPerRow
    target.pixels.withUnsafeMutableBufferPointer { target in
      blend.withUnsafeMutableBufferPointer { row in
        pixels.withUnsafeBufferPointer { pixels in
          for y in lines.covered {
            Self.blendRows(pixels, bytesPerRow: bytesPerRow, into: row, taps: lines, at: y)
            Self.blendColumns(row, into: target, from: y * targetStride, taps: columns)
          }
        }
      }
    }
    return target
  }

  /// The rows that a target line sees, weighted and added up.
  private static func blendRows(
    _ pixels: UnsafeBufferPointer<UInt8>, bytesPerRow: Int,
    into row: UnsafeMutableBufferPointer<Float>, taps: FilterTaps, at line: Int
  ) {
    var source = taps.first[line] * bytesPerRow
    for index in 0..<bytesPerRow { row[index] = 0 }
    for tap in taps.range(of: line) {
      let weight = taps.weights[tap]
      for index in 0..<bytesPerRow { row[index] += weight * Float(pixels[source &+ index]) }
      source += bytesPerRow
    }
  }

  /// The columns that each pixel of a target line sees, weighted, added up and rounded.
  private static func blendColumns(
    _ row: UnsafeMutableBufferPointer<Float>, into target: UnsafeMutableBufferPointer<UInt8>,
    from start: Int, taps: FilterTaps
  ) {
    taps.weights.withUnsafeBufferPointer { weights in
      for x in taps.covered {
        var sum = SIMD4<Float>(repeating: 0.5)
        var source = taps.first[x] * 3
        for tap in taps.range(of: x) {
          sum += weights[tap] * SIMD4(row[source], row[source &+ 1], row[source &+ 2], 0)
          source &+= 3
        }
        // Weights are positive and sum to 1: with the half that rounds, sums stay below 256.
        let index = start &+ x &* 3
        target[index] = UInt8(sum.x)
        target[index &+ 1] = UInt8(sum.y)
        target[index &+ 2] = UInt8(sum.z)
      }
    }
  }
}
