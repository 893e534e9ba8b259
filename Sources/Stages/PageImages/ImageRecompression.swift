import CTesseract
import Foundation
import Layout

extension PageImage {
  /// The image as it is after it was kept as a JPEG file of a quality of 1...100.
  ///
  /// - Throws: `PageImagesError.cannotEncode`.
  public func recompressed(quality: Int) throws(PageImagesError) -> PageImage {
    let data = try ImageEncoding.data(self, as: .jpeg(quality: quality))
    let image = data.withUnsafeBytes { bytes -> PageImage? in
      guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
      return LeptonicaPix(pixReadMemJpeg(start, bytes.count, 0, 1, nil, 0))?.pageImage()
    }
    guard let image else { throw .cannotEncode(reason: "its JPEG data cannot be decoded") }
    return image
  }
}
