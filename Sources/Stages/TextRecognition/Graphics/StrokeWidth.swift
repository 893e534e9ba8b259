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
      var paper = 0
      for y in ys {
        for x in xs { paper = max(paper, Int(pixels[(y * image.width + x) * 3 + 1])) }
      }
      var (darkness, steps) = (0, 0)
      for y in ys {
        var last = 0
        for x in xs {
          let dark = max(0, paper - Self.noise - Int(pixels[(y * image.width + x) * 3 + 1]))
          darkness += dark
          steps += abs(dark - last)
          last = dark
        }
        steps += last
      }
      return steps > 0 ? (200 * Double(darkness) / Double(steps)).rounded() / 100 : nil
    }
  }
}
