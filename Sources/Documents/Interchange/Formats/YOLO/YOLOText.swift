import Foundation

/// The lines of a text file of YOLO, whatever ends them.
enum YOLOText {
  /// Reads a file; a byte order mark is no part of the first line.
  ///
  /// - Throws: `InterchangeError`.
  static func lines(of file: URL, _ limits: ImportLimits) throws(InterchangeError) -> [Substring] {
    let text = try text(of: file, limits)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  static func text(of file: URL, _ limits: ImportLimits) throws(InterchangeError) -> String {
    guard file.isPlainFile else {
      throw .cannotRead(file: file.path, reason: "it is no plain file: remove it")
    }
    var bytes = try InputBytes.read(file, limit: limits.xmlBytes)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw .badImport(
        file: file.path, place: "its bytes", reason: "are no text in UTF-8: write it in UTF-8")
    }
    return text
  }
}
