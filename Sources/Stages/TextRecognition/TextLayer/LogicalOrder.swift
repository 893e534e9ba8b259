import Layout

/// Puts words that stand in the order of their places, from left to right, into the order in which
/// they are read.
///
/// Poppler gives the letters of Hebrew and Arabic as they stand on the page, and cuts some words
/// into single letters. Lines without letters that run from right to left stay as they are.
package enum LogicalOrder {
  /// Gaps below this part words no more, in heights of the line; poppler's own measure.
  private static let leastGap = 0.1

  /// The words of a page, line by line in reading order, ids renumbered.
  package static func words(_ words: [Word]) -> [Word] {
    guard words.contains(where: { $0.text.unicodeScalars.contains(where: \.runsRightToLeft) })
    else {
      return words
    }
    let directions = Dictionary(grouping: words, by: \.block).mapValues(runsRightToLeft)
    var ordered = PageText(words: words, origin: .textLayer, reason: "").lines.flatMap { line in
      self.line(line, isRightToLeft: line.first.flatMap { directions[$0.block] } ?? false)
    }
    for index in ordered.indices { ordered[index].id = index }
    return ordered
  }

  private static func line(_ pieces: [Word], isRightToLeft: Bool) -> [Word] {
    guard
      pieces.contains(where: { $0.text.unicodeScalars.contains(where: \.runsRightToLeft) })
    else { return pieces }
    var scalars: [UInt32] = []
    var owners: [Int?] = []
    for (index, piece) in pieces.enumerated() {
      if index > 0, piece.box.x1 - pieces[index - 1].box.x2 > leastGap * piece.box.height {
        scalars.append(0x20)
        owners.append(nil)
      }
      let characters = visualScalars(of: piece)
      scalars += characters
      owners += characters.map { _ in index }
    }
    let read = VisualLine(scalars: scalars, isRightToLeft: isRightToLeft).inReadingOrder()
    return read.split { owners[$0.place] == nil }.compactMap { word in
      self.word(word, owners: owners, pieces: pieces)
    }
  }

  /// A word of the line; it stands where most of its characters stand together, since a full stop
  /// may lie at the line's other end.
  private static func word(
    _ characters: ArraySlice<VisualLine.Read>, owners: [Int?], pieces: [Word]
  ) -> Word? {
    var runs: [Set<Int>] = []
    var counts: [Int] = []
    for owner in characters.compactMap({ owners[$0.place] }).sorted() {
      if let last = runs.last?.max(), owner - last <= 1,
        pieces[owner].box.x1 - pieces[last].box.x2 <= leastGap * pieces[owner].box.height
      {
        runs[runs.count - 1].insert(owner)
        counts[counts.count - 1] += 1
      } else {
        runs.append([owner])
        counts.append(1)
      }
    }
    guard let largest = counts.indices.max(by: { (counts[$0], -$0) < (counts[$1], -$1) }),
      let box = Box.hull(runs[largest].sorted().map { pieces[$0].box }),
      var word = runs[largest].min().map({ pieces[$0] })
    else { return nil }
    word.box = box
    word.text = String(
      String.UnicodeScalarView(characters.compactMap { Unicode.Scalar($0.scalar) }))
    return word
  }

  /// A piece's characters from left to right.
  ///
  /// Lam and alef alone are one glyph, whose characters
  /// poppler gives in the order in which they are written.
  private static func visualScalars(of piece: Word) -> [UInt32] {
    let scalars = piece.text.unicodeScalars.map(\.value)
    let alefs: Set<UInt32> = [0x622, 0x623, 0x625, 0x627]
    let isLigature = scalars.count == 2 && scalars[0] == 0x644 && alefs.contains(scalars[1])
    return isLigature ? scalars.reversed() : scalars
  }

  private static func runsRightToLeft(_ words: [Word]) -> Bool {
    var (right, left) = (0, 0)
    for scalar in words.lazy.flatMap(\.text.unicodeScalars) {
      if scalar.runsRightToLeft { right += 1 } else if scalar.properties.isAlphabetic { left += 1 }
    }
    return right >= left
  }
}
