import GalleyTesting
import Layout
import PageImages
import Testing

import TextRecognition

@Suite("Words that lie on one another")
struct RepeatedWordsTests {
  private func word(_ text: String, x: Double, y: Double = 0, width: Double = 40, line: Int) -> Word
  {
    Word(
      id: 0, text: text, box: Box(x: x, y: y, width: width, height: 12), confidence: 100, block: 0,
      paragraph: 0, line: line)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var words: [(text: String, x: Double, y: Double, width: Double)]
    var kept: [String]
  }

  static let cases = [
    Case(
      testDescription: "printed twice for bold",
      words: [("Title", 0, 0, 40), ("Title", 0.5, 0, 40)],
      kept: ["Title"]),
    Case(
      testDescription: "one program's capitals", words: [("The", 0, 0, 30), ("THE", 2, 1, 30)],
      kept: ["The"]),
    Case(
      testDescription: "one word here, two there",
      words: [("e-mail", 0, 0, 60), ("e", 0, 1, 10), ("mail", 20, 1, 40)], kept: ["e-mail"]),
    Case(
      testDescription: "other letters", words: [("one", 0, 0, 40), ("two", 1, 0, 40)],
      kept: ["one", "two"]),
    Case(
      testDescription: "the same word below", words: [("the", 0, 0, 40), ("the", 0, 11, 40)],
      kept: ["the", "the"]),
    Case(
      testDescription: "the same word beside", words: [("that", 0, 0, 40), ("that", 42, 0, 40)],
      kept: ["that", "that"]),
  ]

  @Test("count once", arguments: cases)
  func repeated(_ example: Case) {
    let words = example.words.enumerated().map { index, word in
      Word(
        id: index, text: word.text, box: Box(x: word.x, y: word.y, width: word.width, height: 12),
        confidence: 100, block: 0, paragraph: 0, line: index)
    }
    let kept = RepeatedWords.dropped(from: words)
    #expect(kept.map(\.text) == example.kept)
    #expect(kept.map(\.id) == Array(kept.indices))
  }

  @Test("count once where two programs read a line in their own ways", arguments: [0.0, 0.15])
  func layers(drift: Double) {
    let text = "the river rises in the mountains and runs through the valleys"
    var words: [Word] = []
    for line in 0..<4 {
      for layer in 0..<2 {
        var x = 10.0
        for (index, word) in text.split(separator: " ").map(String.init).enumerated() {
          let width = 6 * Double(word.count) * (1 + Double(layer) * drift)
          let isMisread = layer == 1 && index % 3 == 0
          words.append(
            Word(
              id: words.count, text: isMisread ? word.dropLast() + "c" : word,
              box: Box(
                x: x + Double(layer), y: 10 + 20 * Double(line) - Double(layer), width: width,
                height: 12 + Double(layer)), confidence: 100, block: 0, paragraph: 0, line: line))
          x += width + 4
        }
      }
    }
    let kept = RepeatedWords.dropped(from: words) { $0.box.height < 12.5 ? 1 : 0.8 }
    let lines = PageText(words: kept, origin: .textLayer, reason: "").lines
    #expect(lines.map { $0.map(\.text).joined(separator: " ") } == Array(repeating: text, count: 4))
    #expect(kept.map(\.id) == Array(kept.indices))
  }

  @Test func `leave a scan's lines whole where two programs had read it`() async throws {
    let file = Fixture.file("text/scan-with-two-ocr-layers.pdf").path
    let image = try await PageSource.open(file).render(page: 1, dpi: 150).image
    let words = try await TextLayer.words(ofPages: 1...1, in: file, dpi: 150)[0]
    let trust = TextLayerTrust(words: words, image: image)
    #expect(trust.isTrusted, "\(trust.reason)")
    #expect(2 * trust.words.count == words.count)
    let lines = PageText(words: trust.words, origin: .textLayer, reason: "").lines
    #expect(
      lines[1].map(\.text).joined(separator: " ")
        == "This line of running text has the number 1 and goes on to the right edge.")
  }
}
