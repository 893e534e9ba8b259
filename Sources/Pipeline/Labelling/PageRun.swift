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
  /// The fonts of some of the pages together.
  private let fonts: @Sendable (ClosedRange<Int>) async throws -> PageFonts
  /// The fonts of all pages together: in most runs of a book they are known.
  private let allFonts: SharedWork<PageFonts>
  private let confirmedFonts: ConfirmedFonts
  private let isUnread: Bool
  let isUnseen: Bool

  /// - Parameters:
  ///   - mayHaveLayers: whether text layers are wanted, if there are any.
  ///   - confirmedFonts: those of the document.
  ///   - isUnread: whether the words of any page are needed.
  ///   - isUnseen: whether the pixels of any page are needed.
  init(
    _ pages: ClosedRange<Int>, of source: PageSource, dpi: Double, mayHaveLayers: Bool,
    confirmedFonts: ConfirmedFonts, isUnread: Bool, isUnseen: Bool, password: String?,
    limits: RenderLimits
  ) {
    self.source = source
    self.pages = pages
    self.dpi = dpi
    self.isUnread = isUnread
    self.isUnseen = isUnseen
    self.confirmedFonts = confirmedFonts
    drawings = SharedWork(pages) { try await source.draw(pages: $0, dpi: dpi) }
    layers =
      mayHaveLayers
      ? SharedWork(pages) {
        try await TextLayer.words(
          ofPages: $0, in: source.path, dpi: dpi, frame: source.frame(of: $0.lowerBound),
          password: password, limits: limits.process)
      } : nil
    let fonts: @Sendable (ClosedRange<Int>) async throws -> PageFonts = {
      try await PageFonts.read(
        ofPages: $0, in: source.path, password: password, limits: limits.process)
    }
    self.fonts = fonts
    allFonts = SharedWork(pages) { pages in
      let all = try await fonts(pages)
      return pages.map { _ in all }
    }
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
    await allFonts.abandon()
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
    guard !words.isEmpty else { return LayerWords(words: words) }
    if await confirmedFonts.cover(try await allFonts.value(of: page)) {
      return LayerWords(words: words, unconfirmedFonts: 0)
    }
    let fonts = try await pages.count == 1 ? allFonts.value(of: page) : fonts(page...page)
    // Those that no object holds are no fewer than one.
    let unconfirmed = max(
      fonts.isComplete && !fonts.objects.isEmpty ? 0 : 1,
      await confirmedFonts.unconfirmed(of: fonts))
    return LayerWords(words: words, fonts: fonts, unconfirmedFonts: unconfirmed)
  }

  /// Notes what OCR says of a layer's fonts.
  func note(_ layer: LayerWords, isConfirmed: Bool) async {
    guard let fonts = layer.fonts else { return }
    if isConfirmed {
      await confirmedFonts.confirm(fonts)
    } else {
      await confirmedFonts.contradict(fonts)
    }
  }
}
