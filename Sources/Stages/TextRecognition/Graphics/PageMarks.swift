import Layout

/// What the page image tells about a page's words, found once while the image is in hand.
public enum PageMarks {
  /// Measures the words' strokes, and finds what is drawn between them.
  ///
  /// A text layer tells its bullets itself, and its pages are otherwise so quick that a search for
  /// drawings would be felt: there it is left out.
  public static func add(to text: inout PageText, from image: PageImage) {
    for index in text.words.indices {
      text.words[index].strokeWidth = StrokeWidth.mean(in: text.words[index].box, of: image)
    }
    guard text.origin != .textLayer else { return }
    let paper = PaperTone(image)
    text.graphics =
      (GraphicsFinder().graphics(in: image, words: text.words, paper: paper)
      + LineMarks(image, words: text.words, paper: paper).marks())
      .sorted { ($0.box.y1, $0.box.x1) < ($1.box.y1, $1.box.x1) }
  }
}
