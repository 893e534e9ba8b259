import CTesseract
import Layout

extension PageImage {
  /// The image with its sides multiplied by a factor above 0, interpolated.
  ///
  /// - Throws: `PageImagesError.cannotEncode` when it would not fit into memory.
  public func scaled(by factor: Double) throws(PageImagesError) -> PageImage {
    _ = DecoderMessages.areKept
    guard let source = LeptonicaPix(self),
      let scaled = LeptonicaPix(pixScale(source.pointer, Float(factor), Float(factor))),
      let image = scaled.pageImage()
    else { throw .cannotEncode(reason: "it cannot be scaled by \(factor)") }
    return image
  }
}
