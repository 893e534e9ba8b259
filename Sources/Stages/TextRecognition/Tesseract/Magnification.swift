import Layout
import PageImages

/// How much a page image is enlarged or reduced before OCR.
///
/// Tesseract needs letters some 20 pixels high. On PubLayNet pages, 792 pixels high, its mean
/// confidence is 50 as they are and 89 at twice the size; from about 1400 pixels on enlarging
/// gains nothing and only costs time. On very large pages Tesseract's search for tables takes
/// minutes and does not heed its deadline.
enum Magnification {
  /// Pages with a longer side below this are enlarged, pixels.
  private static let smallestSide = 1200.0
  /// To this longer side, pixels: A4 at some 140 dpi.
  private static let wantedSide = 1600.0
  private static let largestFactor = 3.0

  /// Pages with a longer side above this are reduced to it, pixels: A3 at 300 dpi.
  private static let largestSide = 5000.0

  /// The factor for a page image; 1 leaves it as it is.
  static func factor(for image: PageImage) -> Double {
    let side = Double(max(image.width, image.height))
    if side > largestSide { return largestSide / side }
    return side < smallestSide ? min(largestFactor, wantedSide / side) : 1
  }
}
