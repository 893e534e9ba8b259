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
    let words = PointedLetters.joined(words)
    let page = 2 * shareRightToLeft(words) >= 1
    let directions = Dictionary(grouping: words, by: \.block).mapValues { block in
      // A line alone may hold more of a foreign name than of its own words.
      let share = shareRightToLeft(block)
      let isClear = block.first?.line != block.last?.line || abs(share - 0.5) > 0.25
      return isClear ? 2 * share >= 1 : page
    }
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
    let isApart = Self.gaps(before: pieces)
    var scalars: [UInt32] = []
    var owners: [Int?] = []
    for (index, piece) in pieces.enumerated() {
      if isApart[index], index > 0 {
        scalars.append(0x20)
        owners.append(nil)
      }
      let characters = visualScalars(of: piece)
      scalars += characters
      owners += characters.map { _ in index }
    }
    let backward = Self.backwardFigures(of: pieces, isApart)
    let read = VisualLine(
      scalars: scalars, isRightToLeft: isRightToLeft,
      backwardFigures: Set(owners.indices.filter { owners[$0].map(backward.contains) ?? false })
    ).inReadingOrder()
    return read.split { owners[$0.place] == nil }.compactMap { word in
      self.word(word, owners: owners, pieces: pieces, isApart)
    }
  }

  /// Whether there is a gap before each piece.
  private static func gaps(before pieces: [Word]) -> [Bool] {
    var end = -Double.infinity
    return pieces.map { piece in
      defer { end = max(end, piece.box.x2) }
      return piece.box.x1 - end > leastGap * piece.box.height
    }
  }

  /// Figures that poppler parted from one another: only where each stands before the last one, as
  /// the letters do, does it take them for words.
  private static func backwardFigures(of pieces: [Word], _ isApart: [Bool]) -> Set<Int> {
    let isFigure = pieces.map { piece in
      piece.text.unicodeScalars.count == 1
        && piece.text.unicodeScalars.allSatisfy {
          $0.properties.numericType != nil || "%.,:/-+".unicodeScalars.contains($0)
        }
    }
    return Set(
      pieces.indices.filter { index in
        isFigure[index]
          && (index > 0 && isFigure[index - 1] && !isApart[index]
            || index + 1 < pieces.count && isFigure[index + 1] && !isApart[index + 1])
      })
  }

  /// A word of the line; it stands where most of its characters stand together, since a full stop
  /// may lie at the line's other end.
  private static func word(
    _ characters: ArraySlice<VisualLine.Read>, owners: [Int?], pieces: [Word], _ isApart: [Bool]
  ) -> Word? {
    var runs: [Set<Int>] = []
    var counts: [Int] = []
    for owner in characters.compactMap({ owners[$0.place] }).sorted() {
      if let last = runs.last?.max(), owner == last || owner == last + 1 && !isApart[owner] {
        runs[runs.count - 1].insert(owner)
        counts[counts.count - 1] += 1
      } else {
        runs.append([owner])
        counts.append(1)
      }
    }
    guard let largest = counts.indexOfGreatest,
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

  /// Share of the letters that run from right to left; 1 where there are none.
  private static func shareRightToLeft(_ words: [Word]) -> Double {
    var (right, left) = (0, 0)
    for scalar in words.lazy.flatMap(\.text.unicodeScalars) {
      if scalar.runsRightToLeft { right += 1 } else if scalar.properties.isAlphabetic { left += 1 }
    }
    return right + left > 0 ? Double(right) / Double(right + left) : 1
  }
}
