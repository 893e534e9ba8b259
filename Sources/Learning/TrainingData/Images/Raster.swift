import Layout
import PageImages

/// Pixels that change: 8-bit RGB, rows from the top, three bytes a pixel, no padding.
public struct Raster: Hashable, Sendable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// `height * width * 3` bytes: red, green, blue.
  public var pixels: [UInt8]

  /// Takes over a page image.
  public init(_ image: PageImage) {
    width = image.width
    height = image.height
    pixels = image.pixels
  }

  /// A raster of one colour.
  public init(width: Int, height: Int, colour: RGB) {
    self.width = max(1, width)
    self.height = max(1, height)
    let count = self.width * self.height
    pixels = [UInt8](unsafeUninitializedCapacity: count * 3) { buffer, filled in
      for index in 0..<count {
        buffer[index * 3] = colour.red
        buffer[index * 3 + 1] = colour.green
        buffer[index * 3 + 2] = colour.blue
      }
      filled = count * 3
    }
  }

  /// The raster as a page image.
  ///
  /// - Throws: `PageImageError.wrongSize` where bytes were added or removed.
  public func pageImage() throws(PageImageError) -> PageImage {
    try PageImage(width: width, height: height, pixels: pixels)
  }

  /// Bytes from one row to the next.
  public var bytesPerRow: Int { width * 3 }

  /// The mean colour.
  public var meanColour: RGB {
    var sums = (0, 0, 0)
    pixels.withUnsafeBufferPointer { pixels in
      for index in stride(from: 0, to: pixels.count - 2, by: 3) {
        sums.0 &+= Int(pixels[index])
        sums.1 &+= Int(pixels[index &+ 1])
        sums.2 &+= Int(pixels[index &+ 2])
      }
    }
    let count = width * height
    func mean(_ sum: Int) -> UInt8 { UInt8(clamping: (sum + count / 2) / count) }
    return RGB(red: mean(sums.0), green: mean(sums.1), blue: mean(sums.2))
  }

  /// Paints the pixels of a box, which may reach beyond the edges.
  mutating func fill(x: Range<Int>, y: Range<Int>, colour: RGB) {
    let (x, y) = (x.clamped(to: 0..<width), y.clamped(to: 0..<height))
    for row in y {
      for column in x {
        let index = row * bytesPerRow + column * 3
        pixels[index] = colour.red
        pixels[index + 1] = colour.green
        pixels[index + 2] = colour.blue
      }
    }
  }
}

/// A colour, 8 bits a channel.
public struct RGB: Hashable, Sendable {
  /// Red, 0...255.
  public var red: UInt8
  /// Green, 0...255.
  public var green: UInt8
  /// Blue, 0...255.
  public var blue: UInt8

  /// Makes a colour.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}
