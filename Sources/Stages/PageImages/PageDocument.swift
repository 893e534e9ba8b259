import Layout

/// The pages of one file, whatever its format.
protocol PageDocument: Sendable {
  var pageCount: Int { get }
  /// What is amiss with the file as a whole, each once; its pages do not repeat it.
  var warnings: [String] { get }
  /// Whether pages are those of a dynamic form, which only its own program can show.
  var isDynamicForm: Bool { get }
  /// About how many pixels a page has; infinite where no child draws it, and company saves nothing.
  func pixels(page: Int, dpi: Double) -> Double
  /// How a page's own units become points.
  func frame(page: Int) -> PageFrame
  /// Draws neighbouring pages.
  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage]
}

extension PageDocument {
  var isDynamicForm: Bool { false }
  func pixels(page: Int, dpi: Double) -> Double { .infinity }
  func frame(page: Int) -> PageFrame { PageFrame() }
}

/// A page's pixels with their resolution and the rotation that made them upright.
struct DrawnPage: Sendable {
  var image: @Sendable () -> PageImage?
  var dpi: Double
  var rotation: Int
  var warnings: [String] = []
}
