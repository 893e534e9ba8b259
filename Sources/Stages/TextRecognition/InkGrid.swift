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
    var ink = [Bool](repeating: false, count: columns * rows)
    var extremes = ByteExtremes(count: image.bytesPerRow)
    image.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<rows {
        extremes.reset()
        for y in row * Self.side..<min(height, (row + 1) * Self.side) {
          extremes.fold(pixels, from: y * image.bytesPerRow)
        }
        for column in 0..<columns {
          let greens = stride(
            from: column * Self.side * 3 + 1, to: min(width, (column + 1) * Self.side) * 3, by: 3)
          let contrast = extremes.difference(at: greens)  // green carries most of the luminance
          ink[row * columns + column] = contrast >= Self.contrast
        }
      }
    }
    self.columns = columns
    self.rows = rows
    hasInk = ink
  }

  /// Share of the squares that have ink.
  var inkShare: Double { Double(hasInk.count { $0 }) / Double(max(1, hasInk.count)) }

  /// Share of a box's columns of squares in which there is ink; 0 for a box off the page.
  func inkLength(in box: Box) -> Double {
    guard let (xs, ys) = squares(of: box) else { return 0 }
    let inked = xs.count { column in ys.contains { hasInk[$0 * columns + column] } }
    return Double(inked) / Double(xs.count)
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

/// The least and the greatest of each byte over rows of equal length.
private struct ByteExtremes {
  private let count: Int
  private var least: [UInt8]
  private var greatest: [UInt8]

  init(count: Int) {
    self.count = count
    least = [UInt8](repeating: .max, count: count)
    greatest = [UInt8](repeating: .min, count: count)
  }

  mutating func reset() {
    for index in 0..<count { (least[index], greatest[index]) = (.max, .min) }
  }

  /// Takes in the row that starts at `start`.
  mutating func fold(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    // Two plain loops over buffers: the compiler makes vector instructions of them.
    least.withUnsafeMutableBufferPointer { least in
      for index in 0..<count {
        let byte = bytes[start &+ index]
        least[index] = byte < least[index] ? byte : least[index]
      }
    }
    greatest.withUnsafeMutableBufferPointer { greatest in
      for index in 0..<count {
        let byte = bytes[start &+ index]
        greatest[index] = byte > greatest[index] ? byte : greatest[index]
      }
    }
  }

  /// From the least to the greatest of the bytes at some places.
  func difference(at places: StrideTo<Int>) -> Int {
    var (low, high) = (UInt8.max, UInt8.min)
    for place in places {
      low = min(low, least[place])
      high = max(high, greatest[place])
    }
    return Int(high) - Int(low)
  }
}
