import Layout

/// What a page's words cover.
struct TextCover {
  private let words: [Word]
  private let typicalHeight: Double

  /// Words that are hardly read, or far too tall, may be parts of pictures and cover nothing.
  init(_ words: [Word], typicalHeight: Double) {
    self.words = words.filter { $0.confidence >= 40 && $0.box.height <= 3 * typicalHeight }
    self.typicalHeight = typicalHeight
  }

  /// Boxes of the words, each with the space up to the next one of its line.
  ///
  /// - Parameter margin: what is added on every side for the blur around letters, as a multiple of
  ///   the usual height.
  func boxes(margin: Double) -> [Box] {
    words.indices.map { index in
      let word = words[index]
      var box = word.box
      if index + 1 < words.count, words[index + 1].line == word.line {
        let next = words[index + 1].box
        if next.x1 - box.x2 < 1.5 * typicalHeight, next.x1 > box.x1 { box = box.union(next) }
      }
      return box.insetBy(-margin * typicalHeight)
    }
  }
}
