import Foundation
import Layout
import PageImages

/// The words that a born-digital PDF page carries.
public enum TextLayer {
  /// Reads the words of neighbouring pages by `pdftotext -bbox-layout`, in pixels of pages drawn
  /// at `dpi`.
  ///
  /// Blocks and lines are those of pdftotext; a block counts as a paragraph. Words stand in the
  /// order in which they are read, also those that run from right to left.
  ///
  /// - Throws: `PageImagesError`.
  public static func words(
    ofPages pages: ClosedRange<Int>, in file: String, dpi: Double,
    frame: PageFrame = PageFrame(), password: String? = nil,
    limits: ProcessLimits = ProcessLimits()
  ) async throws(PageImagesError) -> [[Word]] {
    // A failure of several pages names none: it only leads to reading them one by one.
    let named = pages.count == 1 ? pages.lowerBound : nil
    let output = try await Poppler(path: file, password: password, limits: limits).run(
      "pdftotext",
      ["-bbox-layout"] + frame.popplerOptions
        + ["-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)"],
      operands: ["-"], page: named)
    let words = words(
      inBoundingBoxLayout: output.standardOutput, pixelsPerPoint: frame.pixelsPerUnit(dpi: dpi))
    if named != nil, words.isEmpty { return [[]] }
    guard words.count == pages.count else {
      throw .damagedPage(
        file: file, page: pages.lowerBound,
        reason: "\(words.count) of \(pages.count) text layers came out")
    }
    return words
  }

  /// Reads pdftotext's bounding-box XHTML, one element a line, into the words of each page;
  /// anything else is passed over.
  package static func words(inBoundingBoxLayout xhtml: [UInt8], pixelsPerPoint scale: Double)
    -> [[Word]]
  {
    var pages: [[Word]] = []
    var (block, line) = (-1, -1)
    for row in String(decoding: xhtml, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n")) {
      guard let open = row.firstIndex(of: UInt8(ascii: "<")) else { continue }
      let element = row[row.index(after: open)...]
      if element.starts(with: "page ".utf8) {
        pages.append([])
        (block, line) = (-1, -1)
      }
      if element.starts(with: "block ".utf8) { block += 1 }
      if element.starts(with: "line ".utf8) { line += 1 }
      guard let page = pages.indices.last, element.starts(with: "word ".utf8),
        let end = element.firstIndex(of: UInt8(ascii: ">"))
      else { continue }
      let numbers = quotedNumbers(in: element[..<end])
      guard numbers.count == 4 else { continue }
      var box = Box(x1: numbers[0], y1: numbers[1], x2: numbers[2], y2: numbers[3])
        .scaled(x: scale, y: scale)
      let rest = element[element.index(after: end)...]
      let text = unescaped(
        String(decoding: rest.prefix { $0 != UInt8(ascii: "<") }, as: UTF8.self))
      // Some programs write vowel points of no width.
      if box.width == 0, text.unicodeScalars.allSatisfy(\.isPointOfHebrewOrArabic) {
        box.x2 += PointedLetters.width
      }
      guard box.isValid, !text.isEmpty else { continue }
      pages[page].append(
        Word(
          id: pages[page].count, text: text, box: box, confidence: 100, block: max(0, block),
          paragraph: max(0, block), line: max(0, line)))
    }
    return pages.map(LogicalOrder.words)
  }

  private static func quotedNumbers(in attributes: Substring.UTF8View) -> [Double] {
    attributes.split(separator: UInt8(ascii: "\"")).compactMap {
      Double(String(decoding: $0, as: UTF8.self))
    }
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&apos;", with: "'")
      .replacing("&amp;", with: "&")
  }
}

extension Unicode.Scalar {
  fileprivate var isPointOfHebrewOrArabic: Bool {
    (0x591...0x8FF).contains(value) && properties.generalCategory == .nonspacingMark
  }
}
