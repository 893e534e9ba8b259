import Layout

/// One row of text as a proposer sees it: a line, or the part of a line in one column.
public struct TextRow: Hashable, Codable, Sendable {
  /// Position in the page's reading order, from 0; what a language model names.
  public var id: Int
  /// `Word.id`s, left to right.
  public var wordIDs: [Int]
  /// Robust extent of the words and of a mark before them, page-image pixels.
  public var box: Box
  /// The words, joined by one space.
  public var text: String
  /// Height of the line as a multiple of the page's median line height.
  public var relativeHeight: Double
  /// Mean recognition confidence of its words, 0...100.
  public var confidence: Double
  /// Block that the recogniser put it in.
  public var block: Int
  /// Paragraph that the recogniser put it in.
  public var paragraph: Int
  /// How it is set.
  public var style: RowStyle

  /// Makes a row.
  public init(
    id: Int, wordIDs: [Int], box: Box, text: String, relativeHeight: Double, confidence: Double,
    block: Int, paragraph: Int, style: RowStyle = RowStyle()
  ) {
    self.id = id
    self.wordIDs = wordIDs
    self.box = box
    self.text = text
    self.relativeHeight = relativeHeight
    self.confidence = confidence
    self.block = block
    self.paragraph = paragraph
    self.style = style
  }
}

/// Everything a text source may look at: the rows of a page, and what is drawn there.
public struct PageRows: Hashable, Codable, Sendable {
  /// Rows in reading order; `rows[i].id == i`.
  public var rows: [TextRow]
  /// Drawings, in reading order.
  public var graphics: [PageGraphic]
  /// Median height of the page's lines, pixels; 0 without rows.
  public var medianLineHeight: Double
  /// Width and height of the page image, pixels.
  public var bounds: Box

  /// Makes the rows of a page.
  public init(rows: [TextRow], graphics: [PageGraphic], medianLineHeight: Double, bounds: Box) {
    self.rows = rows
    self.graphics = graphics
    self.medianLineHeight = medianLineHeight
    self.bounds = bounds
  }
}
