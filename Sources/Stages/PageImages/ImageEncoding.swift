import CPNG
import CTIFF
import CTesseract
import Foundation
import Layout

/// Page images as files for people to look at.
public enum ImageEncoding {
  /// What to encode as.
  public enum Format: Sendable {
    /// JPEG with a quality of 1...100.
    case jpeg(quality: Int)
    case png
  }

  /// Encodes an image, scaled down first if a side exceeds `maximumSide` pixels.
  ///
  /// - Throws: `PageImagesError.cannotEncode`.
  public static func data(
    _ image: PageImage, as format: Format, maximumSide: Int? = nil
  ) throws(PageImagesError) -> Data {
    _ = DecoderMessages.areKept
    guard let full = LeptonicaPix(image) else { throw .cannotEncode(reason: "out of memory") }
    let factor = min(1, Double(maximumSide ?? .max) / Double(max(image.width, image.height)))
    let scaled =
      factor < 1
      ? LeptonicaPix(pixScale(full.pointer, Float(factor), Float(factor)))
      : LeptonicaPix(pixClone(full.pointer))
    guard let scaled else { throw .cannotEncode(reason: "it cannot be scaled by \(factor)") }
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let failed: Int32
    switch format {
    case .jpeg(let quality):
      failed = pixWriteMemJpeg(&bytes, &count, scaled.pointer, Int32(quality), 0)
    case .png: failed = pixWriteMemPng(&bytes, &count, scaled.pointer, 0)
    }
    defer { free(bytes) }
    guard failed == 0, let bytes else { throw .cannotEncode(reason: "Leptonica failed") }
    return Data(bytes: bytes, count: count)
  }
}

extension ImageEncoding {
  /// Leptonica's own version.
  public static var leptonicaVersion: String {
    guard let text = getLeptonicaVersion() else { return "unknown" }
    defer { lept_free(text) }
    return String(cString: text)
  }

  /// libpng's own version.
  public static var pngVersion: String { String(cString: galley_png_version()) }

  /// libtiff's own version.
  public static var tiffVersion: String {
    let text = String(cString: galley_tiff_version())
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
  }
}
