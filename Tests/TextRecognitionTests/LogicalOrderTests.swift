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
      testDescription: "a number goes with the Latin word before it",
      seen: "שדחה Windows 10 תסרג", read: "גרסת Windows 10 החדש"),
    Case(
      testDescription: "a unit goes with the number before it",
      seen: "MB 500 לקוש ץבוקה", read: "הקובץ שוקל 500 MB"),
    Case(
      testDescription: "an address in one piece",
      seen: "םויה ליעפ http://a.co/b?x=1&y=2 רתאה", read: "האתר http://a.co/b?x=1&y=2 פעיל היום"),
    Case(
      testDescription: "a year after a comma in an English line",
      seen: "Author: 1948 ,ןוירוג ןב edition of the book",
      read: "Author: בן גוריון, 1948 edition of the book"),
    Case(
      testDescription: "figures written from right to left, each alone",
      seen: "תרבח לש 3|2|1 ח|ו|ד", read: "דוח 123 של חברת"),
    Case(
      testDescription: "vowel points that stand before their letter",
      seen: "ם\u{05B9}\u{05D5}ל\u{05B8}\u{05C1}\u{05E9}",
      read: "\u{05E9}\u{05C1}\u{05B8}ל\u{05D5}\u{05B9}ם"),
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

  @Test func `a line of its own runs as the page does, whatever names it holds`() {
    let lines = ["ףוסו (English text (with brackets :הרוש", "םלוע םולש הזה רפסב ובתכנש םילימ"]
    var words: [Word] = []
    for (line, text) in lines.enumerated() {
      var x = 10.0
      for piece in text.split(separator: " ") {
        let width = 6 * Double(piece.count)
        words.append(
          Word(
            id: words.count, text: String(piece),
            box: Box(x: x, y: 10 + 20 * Double(line), width: width, height: 12), confidence: 100,
            block: line, paragraph: line, line: line))
        x += width + 5
      }
    }
    let ordered = LogicalOrder.words(words).filter { $0.line == 0 }.map(\.text)
    #expect(ordered.first == "שורה:" && ordered.last == "וסוף", "\(ordered)")
  }

  @Test func `points of no width are kept`() async throws {
    let layout = """
      <page width="100.0" height="100.0">
      <block><line>
      <word xMin="10.0" yMin="10.0" xMax="16.0" yMax="22.0">ם</word>
      <word xMin="16.0" yMin="10.0" xMax="22.0" yMax="22.0">ש</word>
      </line><line>
      <word xMin="16.1" yMin="10.0" xMax="16.1" yMax="22.0">\u{05B8}</word>
      <word xMin="28.0" yMin="10.0" xMax="36.0" yMax="22.0">א</word>
      </line></block>
      </page>
      """
    let words = TextLayer.words(inBoundingBoxLayout: Array(layout.utf8), pixelsPerPoint: 1)
    #expect(words.first?.map(\.text) == ["א", "ש\u{05B8}ם"])
    #expect(Set(words.first?.map(\.line) ?? []).count == 1)
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
