import Layout

/// Measures how wide the strokes of letters are.
enum StrokeWidth {
  /// What is less dark than the lightest pixel by this is paper: noise of scans and of JPEG.
  private static let noise = 32

  /// Mean width of the vertical strokes in a box, pixels; `nil` for a box without ink.
  ///
  /// Along a row of pixels a stroke of darkness `d` and width `w` adds `d·w` to the sum of darkness
  /// and `2·d` to that of the steps from pixel to pixel, blurred or not: twice the first over the
  /// second is the width, with no threshold to be chosen.
  static func mean(in box: Box, of image: PageImage) -> Double? {
    guard let (xs, ys) = image.pixelRanges(of: box) else { return nil }
    return image.pixels.withUnsafeBufferPointer { pixels in
      func green(_ y: Int) -> StrideTo<Int> {
        let row = y * image.bytesPerRow + 1
        return stride(from: row + 3 * xs.lowerBound, to: row + 3 * xs.upperBound, by: 3)
      }
      // Sums of bytes over one word cannot overflow; every word of a page comes by here.
      var paper = 0
      for y in ys { for place in green(y) { paper = max(paper, Int(pixels[place])) } }
      var (darkness, steps) = (0, 0)
      for y in ys {
        var last = 0
        for place in green(y) {
          let dark = max(0, paper &- Self.noise &- Int(pixels[place]))
          darkness &+= dark
          steps &+= abs(dark &- last)
          last = dark
        }
        steps &+= last
      }
      return steps > 0 ? (200 * Double(darkness) / Double(steps)).rounded() / 100 : nil
    }
  }
}
