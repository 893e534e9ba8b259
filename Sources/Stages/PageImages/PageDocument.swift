import Layout

/// The pages of one file, whatever its format.
protocol PageDocument: Sendable {
  var pageCount: Int { get }
  /// About how many pixels a page has; infinite where drawing pages together saves nothing.
  func pixels(page: Int, dpi: Double) -> Double
  /// Draws neighbouring pages.
  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage]
}

/// A page's pixels with their resolution and the rotation that made them upright.
struct DrawnPage: Sendable {
  var image: @Sendable () -> PageImage?
  var dpi: Double
  var rotation: Int
  var warnings: [String] = []
}
