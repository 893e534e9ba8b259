import GalleyTesting
import Layout
import Testing

import TextRecognition

@Suite("Words that run from right to left")
struct LogicalOrderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Words as they stand on the page from left to right; `|` parts pieces without a gap.
    var seen: String
    var read: String
  }

  static let cases = [
    Case(testDescription: "Hebrew", seen: "םלוע םולש", read: "שלום עולם"),
    Case(testDescription: "English stays", seen: "to be ( or ) not", read: "to be ( or ) not"),
    Case(
      testDescription: "letters that poppler parted", seen: "ם|ל|ו|ע ם|ו|ל|ש", read: "שלום עולם"),
    Case(
      testDescription: "numbers and Latin words keep their own direction",
      seen: "OpenAI Inc לש ינועברה 1,234.50 ח|ו|ד",
      read: "דוח 1,234.50 הרבעוני של OpenAI Inc"),
    Case(
      testDescription: "a full stop at the line's other end",
      seen: ".|OpenAI Inc הריכמה תרבחה",
      read: "החברת המכירה OpenAI Inc."),
    Case(testDescription: "brackets by their shape", seen: "(ןושאר) ןחבמ", read: "מבחן (ראשון)"),
    Case(
      testDescription: "brackets as they were written", seen: ")ןושאר( ןחבמ", read: "מבחן (ראשון)"),
    Case(
      testDescription: "a Hebrew word in an English line",
      seen: "The word םולש means peace in English", read: "The word שלום means peace in English"),
    Case(testDescription: "a percentage", seen: "12.5% איה תיבירה", read: "הריבית היא 12.5%"),
    Case(testDescription: "Arabic", seen: "مكيلع مالسلا", read: "السلام عليكم"),
    Case(
      testDescription: "lam and alef as one glyph", seen: "م|لا|س|ل|ا", read: "السلام"),
    Case(testDescription: "Arabic digits", seen: "لاير ١٢٣٤ رعسلا", read: "السعر ١٢٣٤ ريال"),
    Case(
      testDescription: "vowel points follow their letter",
      seen: "ם\u{05D5}\u{05B9}ל\u{05E9}\u{05B8}\u{05C1}",
      read: "\u{05E9}\u{05B8}\u{05C1}ל\u{05D5}\u{05B9}ם"),
  ]

  @Test("are read in their own order", arguments: cases)
  func order(_ example: Case) {
    var words: [Word] = []
    var x = 10.0
    for group in example.seen.split(separator: " ") {
      for piece in group.split(separator: "|") {
        let width = 6 * Double(piece.unicodeScalars.count)
        words.append(
          Word(
            id: words.count, text: String(piece), box: Box(x: x, y: 10, width: width, height: 12),
            confidence: 100, block: 0, paragraph: 0, line: 0))
        x += width + 0.2
      }
      x += 5
    }
    let ordered = LogicalOrder.words(words)
    #expect(ordered.map(\.text).joined(separator: " ") == example.read)
    #expect(ordered.map(\.id) == Array(ordered.indices))
  }

  @Test func `a word stands where its letters stand`() throws {
    let pieces = [(".", 10.0), ("Inc", 14), ("הרבח", 50)].enumerated().map { index, piece in
      Word(
        id: index, text: piece.0, box: Box(x: piece.1, y: 0, width: 20, height: 10),
        confidence: 100, block: 0, paragraph: 0, line: 0)
    }
    var dot = pieces
    dot[0].box.x2 = 13.9
    let ordered = LogicalOrder.words(dot)
    #expect(ordered.map(\.text) == ["חברה", "Inc."])
    #expect(ordered.map(\.box.x1) == [50, 10])
  }

  @Test func `of a real file are those that pdftotext prints`() async throws {
    let words = try await TextLayer.words(
      ofPages: 1...1, in: Fixture.file("text/hebrew.pdf").path, dpi: 150)
    let lines = PageText(words: words[0], origin: .textLayer, reason: "").lines
    #expect(
      lines.prefix(3).map { $0.map(\.text).joined(separator: " ") } == [
        "שלום עולם", "דוח רבעוני של החברה", "ספק ציוד תקשורת תעשייתי",
      ])
  }
}
