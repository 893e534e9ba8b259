import Crypto
import Foundation
import Layout

/// What a page may cost to draw.
public struct RenderLimits: Sendable, Hashable {
  /// Limits of the child process that draws a PDF page.
  public var process: ProcessLimits
  /// Most pixels of a page image; the default, 100 million, is an A0 sheet at 200 dpi.
  public var maximumPixels: Int

  /// Makes limits.
  public init(process: ProcessLimits = ProcessLimits(), maximumPixels: Int = 100_000_000) {
    self.process = process
    self.maximumPixels = maximumPixels
  }

  /// Refuses an image that is too large to be decoded.
  func check(width: Int, height: Int, file: String, page: Int) throws(PageImagesError) {
    guard Double(width) * Double(height) <= Double(maximumPixels) else {
      throw .tooManyPixels(
        file: file, page: page, width: width, height: height, limit: maximumPixels, dpi: nil)
    }
  }
}

/// A page with its pixels.
public struct RenderedPage: Sendable {
  /// Where the page comes from.
  public var page: Page
  /// Its pixels, upright.
  public var image: PageImage
  /// What the renderer complained about on this page, each once.
  public var warnings: [String]
}

/// An opened file of pages: a PDF or an image.
public struct PageSource: Sendable {
  /// The path as given.
  public let path: String
  /// SHA-256 of the file's bytes, hex.
  public let fileHash: String
  /// What the file holds.
  public let format: FileFormat
  /// Number of pages, at least 1.
  public var pageCount: Int { document.pageCount }
  /// What is amiss with the file as a whole, each once; its pages do not repeat it.
  public var warnings: [String] { document.warnings }

  /// Whether pages may be placeholders: those of an XFA form, which only Adobe's programs show.
  public var isDynamicForm: Bool { document.isDynamicForm }

  private let document: any PageDocument

  /// Opens a file: tells what it is, counts its pages and hashes its bytes, without holding it in
  /// memory.
  ///
  /// - Throws: `PageImagesError`.
  public static func open(
    _ path: String, password: String? = nil, limits: RenderLimits = RenderLimits()
  ) async throws(PageImagesError) -> PageSource {
    _ = DecoderMessages.areKept
    let (format, hash) = try inspect(path)
    let document: any PageDocument =
      switch format {
      case .pdf: try await PDFDocument(path: path, password: password, limits: limits)
      case .tiff: try TIFFDocument(path: path, limits: limits)
      default: ImageDocument(path: path, format: format, limits: limits)
      }
    return PageSource(path: path, fileHash: hash, format: format, document: document)
  }

  /// Draws a page, upright.
  ///
  /// PDF pages are drawn at `dpi` pixels per inch. Images keep their own pixels; their resolution
  /// is the file's if that lies in 50...1200, else `dpi`.
  ///
  /// - Throws: `PageImagesError`.
  public func render(page number: Int, dpi: Double) async throws(PageImagesError) -> RenderedPage {
    guard let drawing = try await draw(pages: number...number, dpi: dpi).first else {
      throw .damagedPage(file: path, page: number, reason: "no pixels came out")
    }
    return try drawing.rendered()
  }

  /// Draws neighbouring pages together, as `render` draws one.
  ///
  /// - Throws: `PageImagesError`; when there are several pages, also where one of them only leads
  ///   to a warning, which nobody could tell the page of: draw such pages one by one.
  public func draw(
    pages: ClosedRange<Int>, dpi: Double
  ) async throws(PageImagesError) -> [PageDrawing] {
    for number in [pages.lowerBound, pages.upperBound] where !(1...pageCount).contains(number) {
      throw .noSuchPage(file: path, page: number, pageCount: pageCount)
    }
    let drawn = try await document.draw(pages: pages, dpi: dpi)
    if pages.count > 1, let warning = drawn.flatMap(\.warnings).first {
      throw .damaged(file: path, reason: warning)
    }
    return zip(pages, drawn).map { PageDrawing(source: self, number: $0, drawn: $1) }
  }

  /// How a page's own units become points, and which of its boxes is shown.
  public func frame(of page: Int) -> PageFrame { document.frame(page: page) }

  /// Cuts pages into runs of neighbours that are worth drawing together, share a frame and fit into
  /// memory together.
  public func runs(of pages: [Int], dpi: Double) -> [ClosedRange<Int>] {
    let mostPages = 8
    var runs: [ClosedRange<Int>] = []
    for page in pages {
      if let run = runs.last, run.upperBound + 1 == page, run.count < mostPages,
        isLight(run.lowerBound...page, dpi: dpi), frame(of: run.lowerBound) == frame(of: page)
      {
        runs[runs.count - 1] = run.lowerBound...page
      } else {
        runs.append(page...page)
      }
    }
    return runs
  }

  /// Whether drawing pages before their turn costs little memory, and spares waiting for a child.
  public func isLight(_ pages: ClosedRange<Int>, dpi: Double) -> Bool {
    let mostPixels = 16e6
    return pages.reduce(0) { $0 + document.pixels(page: $1, dpi: dpi) } <= mostPixels
  }

  private static func inspect(
    _ path: String
  ) throws(PageImagesError) -> (format: FileFormat, hash: String) {
    // A FIFO or device would block at open: only regular files are opened.
    var status = stat()
    guard stat(path, &status) == 0 else {
      switch errno {
      case ENOENT where path.contains("\u{FFFD}"):
        // Swift's strings hold such a name only in a repaired form that names no file.
        throw .unreadable(file: path, reason: "its name is not valid UTF-8: rename it")
      case ENOENT, ENOTDIR: throw .notFound(file: path)
      default: throw .unreadable(file: path, reason: String(cString: strerror(errno)))
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .notAFile(file: path, kind: "folder")
    case S_IFIFO: throw .notAFile(file: path, kind: "pipe")
    default: throw .notAFile(file: path, kind: "device or socket")
    }
    guard status.st_size > 0 else { throw .empty(file: path) }
    let descriptor = Foundation.open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw .unreadable(file: path, reason: String(cString: strerror(errno)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      var hash = SHA256()
      var start: [UInt8]?
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        if start == nil { start = Array(chunk.prefix(1024)) }
        hash.update(data: chunk)
      }
      let first = start ?? []
      guard let format = FileFormat.sniffed(from: first) else {
        throw PageImagesError.unknownFormat(file: path, looksLike: FileFormat.guess(first))
      }
      return (format, hash.finalize().map { String(format: "%02x", $0) }.joined())
    } catch let error as PageImagesError {
      throw error
    } catch {
      throw .unreadable(file: path, reason: error.localizedDescription)
    }
  }
}

/// A drawn page whose pixels are still where they were drawn.
public struct PageDrawing: Sendable {
  fileprivate let source: PageSource
  fileprivate let number: Int
  fileprivate let drawn: DrawnPage

  /// Fetches the pixels.
  ///
  /// - Throws: `PageImagesError` when they are not there.
  public func rendered() throws(PageImagesError) -> RenderedPage {
    guard let image = drawn.image() else {
      throw .damagedPage(file: source.path, page: number, reason: "no pixels came out")
    }
    let page = Page(
      file: source.path, fileHash: source.fileHash, number: number, width: image.width,
      height: image.height, dpi: drawn.dpi, rotation: drawn.rotation, format: source.format)
    return RenderedPage(page: page, image: image, warnings: drawn.warnings)
  }
}
