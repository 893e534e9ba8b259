import Foundation
import Layout

/// Why a file or a page gives no image; each case names the file and says what to do.
public enum PageImagesError: Error, Equatable {
  case notFound(file: String)
  case unreadable(file: String, reason: String)
  case notAFile(file: String, kind: String)
  case empty(file: String)
  case unknownFormat(file: String, looksLike: String)
  case encrypted(file: String)
  case wrongPassword(file: String)
  case damaged(file: String, reason: String)
  case noPages(file: String)
  case noSuchPage(file: String, page: Int, pageCount: Int)
  case badPageRange(argument: String, reason: String)
  case damagedPage(file: String, page: Int, reason: String)
  case undecodablePage(file: String, page: Int, format: FileFormat, reason: String)
  case unsupportedPage(file: String, page: Int, kind: String)
  case badPageSize(file: String, page: Int, size: String)
  case tooManyPixels(file: String, page: Int, width: Int, height: Int, limit: Int, dpi: Double?)
  case timedOut(file: String, page: Int?, seconds: Double)
  case outOfMemory(file: String, page: Int?, bytes: Int)
  case crashed(file: String, page: Int?, tool: String, signal: Int32)
  case tool(LimitedProcessError)
  case cannotEncode(reason: String)
  case changed(file: String)
}

extension PageImagesError: CustomStringConvertible {
  /// What is wrong with which file, and the remedy.
  public var description: String {
    switch self {
    case .notFound(let file): "\(file): no such file"
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .notAFile(let file, let kind): "\(file): is a \(kind), not a file of pages"
    case .empty(let file): "\(file): is empty (0 bytes)"
    case .unknownFormat(let file, let looksLike):
      "\(file): is neither a PDF nor an image that can be read; it looks like \(looksLike)"
    case .encrypted(let file): "\(file): is encrypted: give its password with --password"
    case .wrongPassword(let file): "\(file): the password does not open it"
    case .damaged(let file, let reason):
      "\(file): is damaged or cut short (\(reason)): get a fresh copy, or repair it with qpdf"
    case .noPages(let file): "\(file): has no pages"
    case .noSuchPage(let file, let page, let count):
      "\(file): has no page \(page): it has \(count)"
    case .badPageRange(let argument, let reason):
      "\(argument): bad page range: \(reason); write it as file.pdf:3, :3-7 or :1,4-6"
    case .damagedPage(let file, let page, let reason):
      "\(file) page \(page): cannot be drawn (\(reason))"
    case .undecodablePage(let file, let page, let format, let reason):
      "\(file) page \(page): its \(format.rawValue) data cannot be decoded (\(reason)): get a fresh "
        + "copy, or convert it to PNG"
    case .unsupportedPage(let file, let page, let kind):
      "\(file) page \(page): is \(kind), which is not supported: convert it to PNG or TIFF"
    case .badPageSize(let file, let page, let size):
      "\(file) page \(page): its size, \(size), is no page"
    case .tooManyPixels(let file, let page, let width, let height, let limit, let dpi):
      "\(file) page \(page): would be \(width) x \(height) pixels, over the limit of \(limit)"
        + (dpi.map { ": lower --dpi (now \(String(format: "%.0f", $0))) or leave the page out" }
          ?? ": scale the image down or leave it out")
    case .timedOut(let file, let page, let seconds):
      "\(Self.place(file, page)): was given up after \(Int(seconds.rounded())) s"
    case .outOfMemory(let file, let page, let bytes):
      "\(Self.place(file, page)): needs more than \(bytes >> 20) MiB of memory to draw"
    case .crashed(let file, let page, let tool, let signal):
      "\(Self.place(file, page)): made \(tool) crash (signal \(signal))"
    case .tool(let error): error.description
    case .changed(let file): "\(file): has changed since it was labelled: label it again"
    case .cannotEncode(let reason): "the page image cannot be written: \(reason)"
    }
  }

  /// An image that cannot be decoded: what it is, or else the first fault that its decoder named.
  static func undecodable(
    file: String, page: Int, format: FileFormat, messages: [String]
  ) -> PageImagesError {
    if let kind = FileFormat.unsupportedKind(of: file, format: format) {
      return .unsupportedPage(file: file, page: page, kind: kind)
    }
    let fault = messages.first { !$0.lowercased().contains("warning") } ?? messages.first
    return .undecodablePage(
      file: file, page: page, format: format, reason: fault ?? "its decoder gives no reason")
  }

  private static func place(_ file: String, _ page: Int?) -> String {
    page.map { "\(file) page \($0)" } ?? file
  }
}
