import Layout

/// Where a page has ink: squares of 4 x 4 pixels in which light and dark meet.
///
/// Contrast rather than darkness, so that white text on black counts and a grey sheet does not.
struct InkGrid {
  /// What light and dark are told by.
  enum Colours {
    /// Any of them, so that red text on blue counts.
    case all
    /// Green, which carries most of the luminance: what people see as a picture.
    case green
  }

  static let side = 4
  /// Least difference of a colour within a square (of 255) that counts as ink.
  private static let contrast: UInt8 = 48
  /// The same where a word is known to stand.
  private static let faintContrast: UInt8 = 24
  /// Least difference from a pixel to the next that is a stroke's side.
  private static let step: UInt8 = 12

  let columns: Int
  let rows: Int
  private(set) var hasInk: [Bool]
  private var hasFaintInk: [Bool]
  /// Squares with sides of strokes; the upper and lower side of a bar have none.
  private var hasSides: [Bool]

  init(_ image: PageImage, by colours: Colours = .all) {
    let (width, height) = (image.width, image.height)
    let columns = (width + Self.side - 1) / Self.side
    let rows = (height + Self.side - 1) / Self.side
    var ink = [Bool](repeating: false, count: columns * rows)
    var (faint, sides) = (ink, ink)
    var extremes = SquareExtremes(columns: columns)
    image.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<rows {
        extremes.reset()
        for y in row * Self.side..<min(height, (row + 1) * Self.side) {
          let start = y * image.bytesPerRow
          extremes.fold(UnsafeBufferPointer(rebasing: pixels[start..<start + image.bytesPerRow]))
        }
        extremes.forEachSquare(colours) { column, contrast, step in
          let square = row * columns + column
          ink[square] = contrast >= Self.contrast
          faint[square] = contrast >= Self.faintContrast
          sides[square] = step >= Self.step
        }
      }
    }
    self.columns = columns
    self.rows = rows
    (hasInk, hasFaintInk, hasSides) = (ink, faint, sides)
  }

  /// Share of the squares that have ink.
  var inkShare: Double { Double(hasInk.count { $0 }) / Double(max(1, hasInk.count)) }

  /// Share of a box's columns of squares in which there is ink, be it faint; 0 for a box off the page.
  func inkLength(in box: Box) -> Double {
    guard let (xs, ys) = squares(of: box) else { return 0 }
    let inked = xs.count { column in ys.contains { hasFaintInk[$0 * columns + column] } }
    return Double(inked) / Double(xs.count)
  }

  /// Whether strokes of so many letters may stand in a box: what covers letters has two sides.
  func hasStrokes(in box: Box, letters: Int) -> Bool {
    guard let (xs, ys) = squares(of: box) else { return false }
    let inside = xs.count > 4 ? xs.lowerBound + 1...xs.upperBound - 1 : xs
    let sides = inside.count { column in ys.contains { hasSides[$0 * columns + column] } }
    return 5 * sides >= max(1, min(letters, inside.count))
  }

  /// Takes away the ink inside a box and says how many squares that were.
  mutating func erase(_ box: Box) -> Int {
    guard let (xs, ys) = squares(of: box) else { return 0 }
    var erased = 0
    for row in ys {
      for column in xs where hasInk[row * columns + column] {
        hasInk[row * columns + column] = false
        erased += 1
      }
    }
    return erased
  }

  /// Takes away the ink of another grid of the same page.
  mutating func subtract(_ other: InkGrid) {
    for index in hasInk.indices where other.hasInk[index] { hasInk[index] = false }
  }

  /// A grid of the same page with ink only at the pixels that a body marks.
  func marked(_ body: ((_ x: Int, _ y: Int) -> Void) -> Void) -> InkGrid {
    var marks = [Bool](repeating: false, count: hasInk.count)
    body { x, y in marks[y / Self.side * columns + x / Self.side] = true }
    var grid = self
    grid.hasInk = marks
    return grid
  }

  private func squares(of box: Box) -> (ClosedRange<Int>, ClosedRange<Int>)? {
    let side = Double(Self.side)
    let bounds = Box(x1: 0, y1: 0, x2: Double(columns) * side, y2: Double(rows) * side)
    let inside = box.clipped(to: bounds)
    guard inside.isValid else { return nil }
    let xs = Int(inside.x1 / side)...max(Int(inside.x1 / side), Int((inside.x2 - 0.5) / side))
    let ys = Int(inside.y1 / side)...max(Int(inside.y1 / side), Int((inside.y2 - 0.5) / side))
    return (xs.clamped(to: 0...columns - 1), ys.clamped(to: 0...rows - 1))
  }
}

/// The least and the greatest of each colour over a row of squares, and the greatest difference from
/// a pixel to the next.
private struct SquareExtremes {
  private static let squareBytes = 3 * InkGrid.side
  private var least: [UInt8]
  private var greatest: [UInt8]
  private var steps: [UInt8]

  init(columns: Int) {
    least = [UInt8](repeating: .max, count: columns * Self.squareBytes)
    greatest = [UInt8](repeating: .min, count: columns * Self.squareBytes)
    steps = greatest
  }

  mutating func reset() {
    for index in least.indices { (least[index], greatest[index], steps[index]) = (.max, .min, 0) }
  }

  /// Takes in a row of pixels.
  mutating func fold(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Plain loops over buffers: the compiler makes vector instructions of them.
    least.withUnsafeMutableBufferPointer { least in
      for index in 0..<bytes.count { least[index] = min(least[index], bytes[index]) }
    }
    greatest.withUnsafeMutableBufferPointer { greatest in
      for index in 0..<bytes.count { greatest[index] = max(greatest[index], bytes[index]) }
    }
    steps.withUnsafeMutableBufferPointer { steps in
      for index in 0..<max(0, bytes.count &- 3) {
        let (one, next) = (bytes[index], bytes[index &+ 3])
        steps[index] = max(steps[index], max(one, next) &- min(one, next))
      }
    }
  }

  /// Gives each square's greatest difference of a colour and from pixel to pixel.
  func forEachSquare(
    _ colours: InkGrid.Colours, _ body: (_ column: Int, _ contrast: UInt8, _ step: UInt8) -> Void
  ) {
    let (first, last) = colours == .all ? (0, 2) : (1, 1)
    least.withUnsafeBufferPointer { least in
      greatest.withUnsafeBufferPointer { greatest in
        steps.withUnsafeBufferPointer { steps in
          for column in 0..<least.count / Self.squareBytes {
            var (contrast, step): (UInt8, UInt8) = (0, 0)
            let start = column &* Self.squareBytes
            for colour in start &+ first...start &+ last {
              var (low, high) = (least[colour], greatest[colour])
              step = max(step, steps[colour])
              for place in stride(from: colour &+ 3, to: start &+ Self.squareBytes, by: 3) {
                low = min(low, least[place])
                high = max(high, greatest[place])
                step = max(step, steps[place])
              }
              contrast = max(contrast, high &- low)
            }
            body(column, contrast, step)
          }
        }
      }
    }
  }
}
