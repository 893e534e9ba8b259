/// The pixels of a page: 8-bit RGB, rows from the top, three bytes a pixel, no padding.
public struct PageImage: Sendable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// `height * width * 3` bytes: red, green, blue.
  public let pixels: [UInt8]

  /// Wraps pixels.
  ///
  /// - Throws: `PageImageError.wrongSize` when the byte count is not `width * height * 3`.
  public init(width: Int, height: Int, pixels: [UInt8]) throws(PageImageError) {
    guard width > 0, height > 0, pixels.count == width * height * 3 else {
      throw .wrongSize(width: width, height: height, bytes: pixels.count)
    }
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The whole image as a box, pixels.
  public var bounds: Box { Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height)) }

  /// Bytes from one row to the next.
  public var bytesPerRow: Int { width * 3 }
}

/// What can be wrong with pixels.
public enum PageImageError: Error, Equatable, CustomStringConvertible {
  case wrongSize(width: Int, height: Int, bytes: Int)

  /// The numbers that do not fit.
  public var description: String {
    switch self {
    case .wrongSize(let width, let height, let bytes):
      "an RGB image of \(width) x \(height) pixels has \(width * height * 3) bytes, not \(bytes)"
    }
  }
}
