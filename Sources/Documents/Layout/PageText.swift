/// Where the words of a page come from.
public enum TextOrigin: String, Codable, Sendable {
  case ocr
  case textLayer = "text_layer"
  /// OCR that could hardly read the page whichever way it was turned: its words imply nothing.
  case illegible
  /// The page has no readable words.
  case none
}

/// A word on a page.
public struct Word: Hashable, Codable, Sendable {
  /// Position on the page, from 0, in the recogniser's reading order.
  public var id: Int
  /// The characters.
  public var text: String
  /// Page-image pixels.
  public var box: Box
  /// Recognition confidence in 0...100; 100 for words of a text layer.
  public var confidence: Double
  /// Block of the page, from 0.
  public var block: Int
  /// Paragraph, from 0, counted over the page.
  public var paragraph: Int
  /// Line, from 0, counted over the page.
  public var line: Int
  /// Mean width of its strokes, pixels, wider where it is bold; `nil` where there was no telling.
  public var strokeWidth: Double?
  /// `true` for a word that OCR found only when it looked again where it had read nothing, else `nil`.
  public var isSecondLook: Bool?

  /// Makes a word.
  public init(
    id: Int, text: String, box: Box, confidence: Double, block: Int, paragraph: Int, line: Int,
    strokeWidth: Double? = nil, isSecondLook: Bool? = nil
  ) {
    self.id = id
    self.text = text
    self.box = box
    self.confidence = confidence
    self.block = block
    self.paragraph = paragraph
    self.line = line
    self.strokeWidth = strokeWidth
    self.isSecondLook = isSecondLook
  }
}

/// The words of a page with their structure, and what stands between them.
public struct PageText: Hashable, Codable, Sendable {
  /// Words in reading order; `words[i].id == i`.
  public var words: [Word]
  /// OCR, text layer or none.
  public var origin: TextOrigin
  /// Why that origin was taken, such as `text layer: 412 words cover 31 % of the ink`.
  public var reason: String
  /// What is drawn on the page, from top to bottom.
  public var graphics: [PageGraphic]

  /// Makes a page's text.
  public init(
    words: [Word], origin: TextOrigin, reason: String, graphics: [PageGraphic] = []
  ) {
    self.words = words
    self.origin = origin
    self.reason = reason
    self.graphics = graphics
  }

  /// The page without what only a second look found; `nil` where that found nothing.
  public var firstLook: PageText? {
    guard words.contains(where: { $0.isSecondLook == true }) else { return nil }
    var text = self
    text.words.removeAll { $0.isSecondLook == true }
    return text
  }

  /// Words grouped by line, in order; each group is not empty.
  public var lines: [[Word]] {
    var lines: [[Word]] = []
    for word in words {
      if let last = lines.last?.last, last.line == word.line {
        lines[lines.count - 1].append(word)
      } else {
        lines.append([word])
      }
    }
    return lines
  }
}
