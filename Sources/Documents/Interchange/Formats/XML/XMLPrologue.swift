import Foundation

/// Looks through XML before a parser sees it.
///
/// A declaration of entities can make a small file unfold to any size or read other files, and one
/// long attribute fills memory: such files are refused by their bytes alone.
enum XMLPrologue {
  /// Refuses declarations, encodings in which they could hide, and overlong tags and texts.
  ///
  /// - Throws: `InterchangeError.badImport`, which says where.
  static func check(
    _ bytes: [UInt8], file: URL, limits: ImportLimits
  ) throws(InterchangeError) {
    var offset = 0
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        try encoding(bytes)
        if !isOfOneByte(bytes), let strange = firstStrangeByte(bytes) {
          offset = strange
          // The parser would hand them on as names that are no text.
          throw ImportFault(reason: "holds bytes that are not UTF-8: write it in UTF-8")
        }
        while offset < bytes.count {
          offset = try next(bytes, offset, limits)
        }
      }
    } catch let fault as ImportFault {
      throw .badImport(
        file: file.path, place: InputBytes.line(of: offset, in: bytes), reason: fault.reason)
    } catch {
      throw .cannotRead(file: file.path, reason: "\(error)")
    }
  }

  /// Passes over a tag, a comment or text from a place on, and gives the place after it.
  private static func next(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limits: ImportLimits
  ) throws -> Int {
    var end = start + 1
    if bytes[start] == UInt8(ascii: "<") {
      if starts(bytes, start, "<!--") {
        end = after("-->", bytes, start + 4)
      } else if starts(bytes, start, "<![CDATA[") {
        end = after("]]>", bytes, start + 9)
      } else if starts(bytes, start, "<!") {
        throw ImportFault(
          reason: "declares a document type or entities: remove the declaration <!…>")
      } else {
        while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
        end = min(end + 1, bytes.count)
      }
    } else {
      while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
    }
    guard end - start <= limits.textBytes else {
      throw ImportFault(
        reason: "a tag or text is longer than \(limits.textBytes) bytes: shorten it")
    }
    return end
  }

  /// Other encodings could write `<!` in other bytes.
  private static func encoding(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let head = head(of: bytes)
    guard !head.utf8.contains(0), bytes.first != 0xFE, bytes.first != 0xFF else {
      throw ImportFault(reason: "is not in UTF-8: write it in UTF-8")
    }
    guard let name = name(in: head) else { return }
    guard unicode.contains(name.lowercased()) || oneByte.contains(name.lowercased()) else {
      throw ImportFault(reason: "is in '\(name.shortened)': write it in UTF-8")
    }
  }

  private static let unicode: Set = ["utf-8", "utf8", "us-ascii", "ascii"]
  private static let oneByte: Set = ["iso-8859-1", "windows-1252"]

  /// The start, with all of a declaration.
  private static func head(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    let end = bytes.firstIndex(of: UInt8(ascii: ">")) ?? 0
    return String(decoding: bytes.prefix(max(200, end)), as: UTF8.self)
  }

  /// The encoding that a declaration names.
  private static func name(in head: String) -> String? {
    head.firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/).map { String($0.1) }
  }

  private static func isOfOneByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = head(of: bytes)
    return name(in: head).map { oneByte.contains($0.lowercased()) } ?? false
  }

  /// Where the first byte stands that is no part of UTF-8.
  private static func firstStrangeByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var (iterator, offset) = (bytes.makeIterator(), 0)
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: return offset
      }
    }
  }

  private static func starts(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ text: StaticString
  ) -> Bool {
    let text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return start + text.count <= bytes.count
      && bytes[start..<start + text.count].elementsEqual(text)
  }

  private static func after(
    _ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    var end = start
    while end < bytes.count {
      if starts(bytes, end, text) { return end + text.utf8CodeUnitCount }
      end += 1
    }
    return bytes.count
  }
}
