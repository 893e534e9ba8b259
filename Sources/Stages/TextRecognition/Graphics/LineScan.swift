import Layout

/// Finds ruled lines in the pixels: long, unbroken, thin runs of dark.
///
/// Letters of a line of text never touch over such a length, so that text needs not be known.
struct LineScan {
  private let image: PageImage
  private let darkest: UInt8
  /// Pixels to either side of a line at which its surroundings are looked at.
  private static let beside = 5

  init(_ image: PageImage, paper: PaperTone) {
    self.image = image
    darkest = paper.darkest
  }

  /// Calls back with each pixel of each run of at least `length` pixels.
  func lines(length: Int, _ body: (_ x: Int, _ y: Int) -> Void) {
    image.pixels.withUnsafeBufferPointer { pixels in
      let (width, height) = (image.width, image.height)
      let green = { (x: Int, y: Int) in pixels[(y * width + x) * 3 + 1] }
      for y in 0..<height {
        runs(width, length, { green($0, y) }) { run in
          guard isThin(run, y, height, { green($0, $1) }) else { return }
          for x in run { body(x, y) }
        }
      }
      for x in 0..<width {
        runs(height, length, { green(x, $0) }) { run in
          guard isThin(run, x, width, { green($1, $0) }) else { return }
          for y in run { body(x, y) }
        }
      }
    }
  }

  private func runs(
    _ extent: Int, _ length: Int, _ value: (Int) -> UInt8, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    for place in 0...extent {
      if place < extent, value(place) < darkest { continue }
      if place - start >= length { body(start..<place) }
      start = place + 1
    }
  }

  /// Whether a few pixels to either side of a run there is hardly any dark: no picture's inside.
  private func isThin(
    _ run: Range<Int>, _ line: Int, _ lines: Int, _ value: (_ along: Int, _ line: Int) -> UInt8
  ) -> Bool {
    [line - Self.beside, line + Self.beside].allSatisfy { beside in
      guard (0..<lines).contains(beside) else { return true }
      let dark = run.count { value($0, beside) < darkest }
      return Double(dark) < 0.3 * Double(run.count)
    }
  }
}
