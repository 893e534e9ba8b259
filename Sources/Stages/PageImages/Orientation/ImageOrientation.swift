import Layout

/// How a page lies in its image: the orientation of EXIF and TIFF, 1...8.
public enum ImageOrientation: Int, Sendable, CaseIterable {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  case leftMirrored
  case left
  case rightMirrored
  case right

  /// The orientation of an image that a number of clockwise quarter turns shows upright.
  public init(quarterTurns: Int) {
    self = [.upright, .left, .upsideDown, .right][(quarterTurns % 4 + 4) % 4]
  }

  /// Clockwise turn that shows the page upright, before it is mirrored where need be.
  public var clockwiseDegrees: Int {
    switch self {
    case .upright, .mirrored: 0
    case .upsideDown, .upsideDownMirrored: 180
    case .left, .leftMirrored: 90
    case .right, .rightMirrored: 270
    }
  }

  /// Whether the page's width is the image's height.
  public var isSideways: Bool { rawValue >= 5 }
}

extension PageImage {
  /// The image shown upright, where it lies in an orientation.
  public func turnedUpright(from orientation: ImageOrientation) -> PageImage {
    guard orientation != .upright else { return self }
    // Where the first pixel comes from, and how far it is to the next one to the right and below.
    let (right, down) = (3, bytesPerRow)
    let (lastColumn, lastRow) = ((width - 1) * 3, (height - 1) * bytesPerRow)
    let (start, stepX, stepY) =
      switch orientation {
      case .upright: (0, right, down)
      case .mirrored: (lastColumn, -right, down)
      case .upsideDown: (lastRow + lastColumn, -right, -down)
      case .upsideDownMirrored: (lastRow, right, -down)
      case .leftMirrored: (0, down, right)
      case .left: (lastRow, -down, right)
      case .rightMirrored: (lastRow + lastColumn, -down, -right)
      case .right: (lastColumn, down, -right)
      }
    let (newWidth, newHeight) = orientation.isSideways ? (height, width) : (width, height)
    let turned = pixels.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
        var place = 0
        for row in 0..<newHeight {
          var from = start + row * stepY
          for _ in 0..<newWidth {
            target[place] = source[from]
            target[place + 1] = source[from + 1]
            target[place + 2] = source[from + 2]
            place += 3
            from += stepX
          }
        }
        count = place
      }
    }
    // As many pixels in other rows: the size holds.
    return (try? PageImage(width: newWidth, height: newHeight, pixels: turned)) ?? self
  }
}

extension PageTurn {
  /// The pixels of the page, turned.
  public func callAsFunction(_ image: PageImage) -> PageImage {
    image.turnedUpright(from: ImageOrientation(quarterTurns: degrees / 90))
  }
}
