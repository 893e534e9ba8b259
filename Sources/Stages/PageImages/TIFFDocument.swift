import CTIFF
import Foundation
import Layout

/// A TIFF of one page or more, decoded by libtiff: strips or tiles, up to 64 bits a sample, BigTIFF.
///
/// Smaller copies of pages and masks, which some files hold besides, are no pages.
struct TIFFDocument: PageDocument {
  private let path: String
  private let limits: RenderLimits
  /// Where in the file each page is.
  private let directories: [UInt32]
  let warnings: [String] = []

  var pageCount: Int { directories.count }

  init(path: String, limits: RenderLimits) throws(PageImagesError) {
    self.path = path
    self.limits = limits
    let (found, messages) = DecoderMessages.keeping(of: path) { TIFFFile(path)?.directories() }
    guard let found else {
      throw .damaged(
        file: path, reason: messages.first ?? "its TIFF directory cannot be read")
    }
    guard !found.isEmpty else { throw .noPages(file: path) }
    directories = found
  }

  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage] {
    var drawn: [DrawnPage] = []
    for page in pages { drawn.append(try draw(page: page, dpi: dpi)) }
    return drawn
  }

  private func draw(page: Int, dpi: Double) throws(PageImagesError) -> DrawnPage {
    let (opened, complaints) = DecoderMessages.keeping(of: path) {
      () -> (file: TIFFFile, tags: galley_tiff_page)? in
      guard let file = TIFFFile(path), let tags = file.tags(of: directories[page - 1]) else {
        return nil
      }
      return (file, tags)
    }
    guard let (file, tags) = opened, tags.width > 0, tags.height > 0 else {
      throw .undecodable(file: path, page: page, format: .tiff, messages: complaints)
    }
    try limits.check(width: Int(tags.width), height: Int(tags.height), file: path, page: page)
    let (decoded, messages) = DecoderMessages.keeping(of: path) { file.decoded(tags) }
    switch decoded {
    case .failure(let reason):
      throw .undecodable(
        file: path, page: page, format: .tiff,
        messages: reason.text.map { [$0] } ?? messages + complaints)
    case .success(let decoded):
      // The tag has no value beyond 8; what is not known is taken as it is stored.
      return decoded.drawn(
        dpi: dpi, orientation: ImageOrientation(rawValue: Int(tags.orientation)) ?? .upright,
        messages: complaints + messages.filter { !complaints.contains($0) })
    }
  }
}

/// An open TIFF file, closed when nothing refers to it any more.
private final class TIFFFile {
  private let handle: OpaquePointer

  init?(_ path: String) {
    guard let handle = galley_tiff_open(path) else { return nil }
    self.handle = handle
  }

  deinit { galley_tiff_close(handle) }

  /// The directories that are pages; all of them where none seems to be one.
  func directories() -> [UInt32] {
    let all = Array(0..<galley_tiff_count(handle))
    guard all.count > 1 else { return all }
    var pages: [UInt32] = []
    for directory in all {
      // A damaged directory is told when it is drawn; those behind it are pages unseen.
      guard let tags = tags(of: directory) else {
        pages += directory...(all.last ?? directory)
        break
      }
      if tags.is_auxiliary == 0 { pages.append(directory) }
    }
    return pages.isEmpty ? all : pages
  }

  func tags(of directory: UInt32) -> galley_tiff_page? {
    var tags = galley_tiff_page()
    return galley_tiff_go(handle, directory, &tags) == 0 ? nil : tags
  }

  /// Why a directory cannot be decoded; `nil` where libtiff printed it.
  struct Refusal: Error {
    var text: String?
  }

  /// Decodes the directory that was asked last.
  func decoded(_ tags: galley_tiff_page) -> Result<DecodedImage, Refusal> {
    let (width, height) = (Int(tags.width), Int(tags.height))
    var result = galley_tiff_result()
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      guard let start = buffer.baseAddress, galley_tiff_decode(handle, start, &result) != 0
      else { return }
      count = buffer.count
    }
    guard let image = try? PageImage(width: width, height: height, pixels: pixels) else {
      let reason = withUnsafeBytes(of: &result.reason) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      return .failure(Refusal(text: reason.isEmpty ? nil : reason))
    }
    return .success(
      DecodedImage(
        image: image, resolution: (Double(tags.x_resolution), Double(tags.y_resolution)),
        usedBits: result.used_bits > 0 ? Int(result.used_bits) : nil))
  }
}
