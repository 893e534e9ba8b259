import CTesseract
import Layout

extension PageImage {
  /// Least confidence of Leptonica's at which lines are there at all.
  private static let leastSkewConfidence: Float = 3
  /// Lines that are less askew can be read, degrees.
  private static let leastSkew: Float = 4

  /// By how many degrees the lines of text are askew; `nil` where they are straight or there are none.
  public func skew() -> Double? {
    _ = DecoderMessages.areKept
    var (degrees, confidence): (Float, Float) = (0, 0)
    guard let colour = LeptonicaPix(self),
      let black = LeptonicaPix(pixConvertTo1(colour.pointer, 160)),
      pixFindSkewSweepAndSearch(black.pointer, &degrees, &confidence, 4, 2, 44, 1, 0.1) == 0,
      confidence >= Self.leastSkewConfidence, abs(degrees) >= Self.leastSkew
    else { return nil }
    return Double(degrees)
  }
}
