import Layout
import PageImages
import TextRecognition

/// Neighbouring pages of a file that are drawn, and their text layers read, by one child each:
/// starting a child costs more than a page.
///
/// What comes of a page does not depend on its company: where a child of several pages fails, or
/// complains of anything, each page gets a child of its own.
struct PageRun: Sendable {
  let source: PageSource
  let pages: ClosedRange<Int>
  private let dpi: Double
  private let drawings: SharedWork<PageDrawing>
  private let layers: SharedWork<[Word]>?
  private let fonts: DocumentFonts
  private let isUnread: Bool
  let isUnseen: Bool

  /// - Parameters:
  ///   - mayHaveLayers: whether text layers are wanted, if there are any.
  ///   - fonts: those of the document.
  ///   - isUnread: whether the words of any page are needed.
  ///   - isUnseen: whether the pixels of any page are needed.
  init(
    _ pages: ClosedRange<Int>, of source: PageSource, dpi: Double, mayHaveLayers: Bool,
    fonts: DocumentFonts, isUnread: Bool, isUnseen: Bool, password: String?,
    limits: RenderLimits
  ) {
    self.source = source
    self.pages = pages
    self.dpi = dpi
    self.isUnread = isUnread
    self.isUnseen = isUnseen
    self.fonts = fonts
    drawings = SharedWork(pages) { try await source.draw(pages: $0, dpi: dpi) }
    layers =
      mayHaveLayers
      ? SharedWork(pages) {
        try await TextLayer.words(
          ofPages: $0, in: source.path, dpi: dpi, frame: source.frame(of: $0.lowerBound),
          password: password, limits: limits.process)
      } : nil
  }

  /// Starts on what the pages are going to be asked for.
  func begin() async {
    guard source.isLight(pages, dpi: dpi) else { return }
    if isUnread || isUnseen { await drawings.begin() }
    if isUnread { await layers?.begin() }
  }

  /// Ends what has begun, so that no child outlives the job.
  func abandon() async {
    await drawings.abandon()
    await layers?.abandon()
    await fonts.abandon()
  }

  /// A page with its pixels.
  ///
  /// - Throws: `PageImagesError`.
  func render(_ page: Int) async throws -> RenderedPage {
    try await drawings.value(of: page).rendered()
  }

  /// A page's text layer; `nil` where the file has none or it is not wanted.
  ///
  /// - Throws: `PageImagesError`.
  func layer(of page: Int) async throws -> LayerWords? {
    guard let words = try await layers?.value(of: page) else { return nil }
    return await fonts.layer(words, ofPage: page)
  }

  /// Notes what OCR says of a layer's fonts.
  func note(_ evidence: FontEvidence, of layer: LayerWords) async {
    await fonts.note(evidence, of: layer)
  }
}
