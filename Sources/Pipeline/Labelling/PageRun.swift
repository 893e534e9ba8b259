import Layout
import PageImages
import TextRecognition

/// Neighbouring pages of a file that are drawn, and their text layers read, by one child each:
/// starting a child costs more than a page.
///
/// What comes of a page does not depend on its company: where a child of several pages fails, or
/// complains of anything, each page gets a child of its own.
struct PageRun: Sendable {
  private let drawings: Companions<PageDrawing>
  private let layers: Companions<[Word]>?

  /// - Parameter readsLayers: whether the file may have text layers, and they are wanted.
  init(
    _ pages: ClosedRange<Int>, of source: PageSource, dpi: Double, readsLayers: Bool,
    password: String?, limits: ProcessLimits
  ) {
    drawings = Companions(pages) { try await source.draw(pages: $0, dpi: dpi) }
    layers =
      readsLayers
      ? Companions(pages) {
        try await TextLayer.words(
          ofPages: $0, in: source.path, dpi: dpi, password: password, limits: limits)
      } : nil
  }

  /// Starts on pages that are going to be asked for.
  func begin(readsLayers: Bool) async {
    await drawings.begin()
    if readsLayers { await layers?.begin() }
  }

  /// A page with its pixels.
  ///
  /// - Throws: `PageImagesError`.
  func render(_ page: Int) async throws -> RenderedPage {
    try await drawings.value(of: page).rendered()
  }

  /// The words of a page's text layer; `nil` where the file has none or they are not wanted.
  ///
  /// - Throws: `PageImagesError`.
  func layer(of page: Int) async throws -> [Word]? { try await layers?.value(of: page) }
}

/// Values of neighbouring pages, made together once, or one by one where that fails.
private actor Companions<Value: Sendable> {
  private let pages: ClosedRange<Int>
  private let make: @Sendable (ClosedRange<Int>) async throws -> [Value]
  private var together: Task<[Value], any Error>?

  init(
    _ pages: ClosedRange<Int>,
    make: @escaping @Sendable (ClosedRange<Int>) async throws -> [Value]
  ) {
    self.pages = pages
    self.make = make
  }

  /// Starts to make the values of all pages. A single page waits until somebody wants it: it may
  /// be very large.
  func begin() {
    guard pages.count > 1, together == nil else { return }
    together = Task { [make, pages] in try await make(pages) }
  }

  func value(of page: Int) async throws -> Value {
    begin()
    if let together {
      let values = await withTaskCancellationHandler {
        try? await together.value
      } onCancel: {
        together.cancel()
      }
      if let values { return values[page - pages.lowerBound] }
      try Task.checkCancellation()
    }
    let alone = try await make(page...page)
    return alone[0]
  }
}
