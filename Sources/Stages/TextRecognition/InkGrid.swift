import Layout

/// Where a page has ink: squares of 4 x 4 pixels in which light and dark meet.
///
/// Contrast rather than darkness, so that white text on black counts and a grey sheet does not.
struct InkGrid {
  static let side = 4
  /// Least difference of luminance within a square (of 255) that counts as ink.
  private static let contrast = 48

  let columns: Int
  let rows: Int
  private(set) var hasInk: [Bool]

  init(_ image: PageImage) {
    let (width, height) = (image.width, image.height)
    let columns = (width + Self.side - 1) / Self.side
    let rows = (height + Self.side - 1) / Self.side
    let stride = image.bytesPerRow
    // A strip of rows is folded into one row of extremes first: that runs over neighbouring bytes.
    var darkest = [UInt8](repeating: 255, count: stride)
    var lightest = [UInt8](repeating: 0, count: stride)
    var ink = [Bool](repeating: false, count: columns * rows)
    image.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<rows {
        let top = row * Self.side
        for byte in 0..<stride {
          darkest[byte] = pixels[top * stride + byte]
          lightest[byte] = pixels[top * stride + byte]
        }
        for y in top + 1..<max(top + 1, min(height, top + Self.side)) {
          for byte in 0..<stride {
            darkest[byte] = min(darkest[byte], pixels[y * stride + byte])
            lightest[byte] = max(lightest[byte], pixels[y * stride + byte])
          }
        }
        for column in 0..<columns {
          var (low, high) = (UInt8.max, UInt8.min)
          for x in column * Self.side..<min(width, (column + 1) * Self.side) {
            let green = x * 3 + 1  // carries most of the luminance
            low = min(low, darkest[green])
            high = max(high, lightest[green])
          }
          ink[row * columns + column] = Int(high) - Int(low) >= Self.contrast
        }
      }
    }
    self.columns = columns
    self.rows = rows
    hasInk = ink
  }

  /// Number of squares with ink.
  var inkCount: Int { hasInk.count { $0 } }

  /// Share of a box's squares that have ink; 0 for a box off the page.
  func inkShare(in box: Box) -> Double {
    guard let (xs, ys) = squares(of: box) else { return 0 }
    var ink = 0
    for row in ys { for column in xs where hasInk[row * columns + column] { ink += 1 } }
    return Double(ink) / Double(xs.count * ys.count)
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
