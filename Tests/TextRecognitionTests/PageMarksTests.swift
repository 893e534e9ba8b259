import Layout
import Testing
import TextRecognition

@Suite("What the image tells about words")
struct PageMarksTests {
  /// A page with one word at (100, 100), 40 x 20 pixels, and black rectangles.
  private func marked(_ ink: [Box]) throws -> PageText {
    let (width, height) = (300, 300)
    var pixels = [UInt8](repeating: 255, count: width * height * 3)
    for box in ink {
      for y in Int(box.y1)..<Int(box.y2) {
        for x in Int(box.x1)..<Int(box.x2) {
          for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = 0 }
        }
      }
    }
    let word = Word(
      id: 0, text: "word", box: Box(x: 100, y: 100, width: 40, height: 20), confidence: 90,
      block: 0, paragraph: 0, line: 0)
    var text = PageText(words: [word], origin: .ocr, reason: "made")
    PageMarks.add(to: &text, from: try PageImage(width: width, height: height, pixels: pixels))
    return text
  }

  @Test("Strokes are as wide as they were drawn", arguments: [2.0, 3, 5])
  func strokes(width: Double) throws {
    let ink = (0..<4).map { Box(x: 102 + 10 * Double($0), y: 102, width: width, height: 16) }
    #expect(try marked(ink).words[0].strokeWidth == width)
  }

  @Test func `A word without ink has no strokes`() throws {
    #expect(try marked([]).words[0].strokeWidth == nil)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var ink: [Box]
    var kind: PageGraphic.Kind?
  }

  static let cases = [
    Case(
      testDescription: "a dot", ink: [Box(x: 82, y: 107, width: 7, height: 7)], kind: .bullet),
    Case(
      testDescription: "a dash", ink: [Box(x: 78, y: 109, width: 12, height: 3)], kind: .bullet),
    Case(
      testDescription: "a frame",
      ink: [
        Box(x: 74, y: 102, width: 16, height: 2), Box(x: 74, y: 116, width: 16, height: 2),
        Box(x: 74, y: 102, width: 2, height: 16), Box(x: 88, y: 102, width: 2, height: 16),
      ], kind: .checkbox),
    Case(testDescription: "a vertical line", ink: [Box(x: 80, y: 60, width: 2, height: 90)]),
    Case(testDescription: "a letter's height", ink: [Box(x: 80, y: 101, width: 6, height: 18)]),
    Case(
      testDescription: "a leader's dots",
      ink: (0..<3).map { Box(x: 68 + 9 * Double($0), y: 113, width: 4, height: 4) }),
    Case(testDescription: "a speck", ink: [Box(x: 82, y: 107, width: 1, height: 1)]),
  ]

  @Test("Only a bullet, dash or box before a line is its mark", arguments: cases)
  func mark(_ example: Case) throws {
    let marks = try marked(example.ink).graphics.filter {
      $0.kind == .bullet || $0.kind == .checkbox
    }
    #expect(marks.map(\.kind) == (example.kind.map { [$0] } ?? []))
  }
}
