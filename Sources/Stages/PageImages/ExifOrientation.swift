import CTesseract
import Foundation

/// How a camera held the page: the EXIF orientation of a JPEG file, 1...8.
enum ExifOrientation: Int {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  case leftMirrored
  case left
  case rightMirrored
  case right

  /// Clockwise turn that shows the page upright.
  var clockwiseDegrees: Int {
    switch self {
    case .upright, .mirrored: 0
    case .upsideDown, .upsideDownMirrored: 180
    case .left, .leftMirrored: 90
    case .right, .rightMirrored: 270
    }
  }

  private var isMirrored: Bool {
    switch self {
    case .mirrored, .upsideDownMirrored, .leftMirrored, .rightMirrored: true
    default: false
    }
  }

  /// The image turned upright; `nil` when Leptonica fails.
  func applied(to pix: borrowing LeptonicaPix) -> LeptonicaPix? {
    guard self != .upright else { return LeptonicaPix(pixClone(pix.pointer)) }
    guard let turned = LeptonicaPix(pixRotateOrth(pix.pointer, Int32(clockwiseDegrees / 90)))
    else { return nil }
    guard isMirrored else { return turned }
    return LeptonicaPix(pixFlipLR(nil, turned.pointer))
  }

  /// Reads the tag from the file's first 64 KiB; anything unclear is upright.
  static func read(_ path: String) -> ExifOrientation {
    guard let file = FileHandle(forReadingAtPath: path) else { return .upright }
    defer { try? file.close() }
    let bytes = [UInt8]((try? file.read(upToCount: 64 << 10)) ?? Data())
    return tag(in: bytes).flatMap(ExifOrientation.init(rawValue:)) ?? .upright
  }

  /// Walks the JPEG's segments to `APP1`/`Exif` and its first directory to tag 0x0112.
  private static func tag(in bytes: [UInt8]) -> Int? {
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let end = position + 2 + length
      if bytes[position + 1] == 0xE1, end <= bytes.count, length > 16,
        bytes[(position + 4)...].starts(with: Array("Exif\0\0".utf8))
      {
        return tag(inTIFF: Array(bytes[(position + 10)..<end]))
      }
      guard length >= 2, bytes[position + 1] != 0xDA else { return nil }
      position = end
    }
    return nil
  }

  private static func tag(inTIFF tiff: [UInt8]) -> Int? {
    let isLittleEndian = tiff.starts(with: [0x49, 0x49])
    func number(at offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset + count <= tiff.count else { return nil }
      let slice = tiff[offset..<offset + count]
      return (isLittleEndian ? Array(slice.reversed()) : Array(slice))
        .reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<min(count, 512) {
      let offset = directory + 2 + entry * 12
      if number(at: offset, bytes: 2) == 0x0112 { return number(at: offset + 8, bytes: 2) }
    }
    return nil
  }
}
