import Layout
import PageImages

/// The fonts of a PDF's pages, read when the first is asked for, and what OCR has said of them.
public actor DocumentFonts {
  private let read: @Sendable () async -> [PageFonts]
  private var reading: Task<[PageFonts], Never>?
  private var confirmed = ConfirmedFonts()

  /// Those of a file with so many pages; where qpdf cannot read it, nobody knows them.
  public init(
    of file: String, pageCount: Int, password: String? = nil,
    limits: ProcessLimits = ProcessLimits()
  ) {
    read = {
      do {
        let structure = try await PDFStructure.read(
          file, pageCount: pageCount, password: password, limits: limits)
        return structure.pages.map { PageFonts(ofPage: $0, in: structure) }
      } catch {
        return []
      }
    }
  }

  /// A page's fonts, from 1; `nil` where nobody knows.
  public func fonts(ofPage page: Int) async -> PageFonts? {
    let work = reading ?? Task { [read] in await read() }
    reading = work
    let all = await work.value
    return all.indices.contains(page - 1) ? all[page - 1] : nil
  }

  /// A page's layer, with what is known of its fonts.
  public func layer(_ words: [Word], ofPage page: Int) async -> LayerWords {
    let fonts = words.isEmpty ? nil : await fonts(ofPage: page)
    return LayerWords(words: words, fonts: fonts, confirmed: confirmed)
  }

  /// Notes what OCR says of a layer's fonts.
  public func note(_ evidence: FontEvidence, of layer: LayerWords) {
    guard let fonts = layer.fonts else { return }
    confirmed.take(evidence, of: fonts)
  }

  /// Ends what has begun, and waits for its end.
  public func abandon() async {
    reading?.cancel()
    _ = await reading?.value
  }
}
