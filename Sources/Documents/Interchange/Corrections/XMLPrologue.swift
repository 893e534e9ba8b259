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
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard !head.utf8.contains(0), bytes.first != 0xFE, bytes.first != 0xFF else {
      throw ImportFault(reason: "is not in UTF-8: write it in UTF-8")
    }
    let known = ["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"]
    guard let named = head.firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/) else {
      return
    }
    guard known.contains(named.1.lowercased()) else {
      throw ImportFault(reason: "is in '\(String(named.1).shortened)': write it in UTF-8")
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
