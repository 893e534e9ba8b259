import Layout

/// Vowel points that a program wrote as glyphs of no width: poppler takes each for a word, and begins
/// a line at it.
enum PointedLetters {
  /// Words no wider than this are none, pixels.
  static let width = 0.01

  /// The words with points in those of their letters, whose left edges are nearest, and the lines
  /// that the points cut joined again.
  static func joined(_ words: [Word]) -> [Word] {
    let points = words.filter { $0.box.width <= 1.5 * width }
    guard !points.isEmpty else { return words }
    var letters = words.filter { $0.box.width > 1.5 * width }
    for point in points {
      let beside = letters.indices.filter { letters[$0].box.sharesLine(with: point.box) }
      guard
        let nearest = beside.min(by: { one, other in
          abs(letters[one].box.x1 - point.box.x1) < abs(letters[other].box.x1 - point.box.x1)
        })
      else { continue }
      letters[nearest].text += point.text
    }
    let cut = Set(points.map(\.block))
    var lines: [[Word]] = []
    for word in letters {
      if let last = lines.last?.last,
        last.line == word.line
          || last.block == word.block && cut.contains(word.block)
            && last.box.sharesLine(with: word.box)
      {
        lines[lines.count - 1].append(word)
      } else {
        lines.append([word])
      }
    }
    return lines.flatMap { line in
      line.sorted { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }.map { word in
        var word = word
        word.line = line[0].line
        return word
      }
    }
  }
}

extension Box {
  /// Whether both stand on one line.
  fileprivate func sharesLine(with other: Box) -> Bool {
    min(y2, other.y2) - max(y1, other.y1) > 0.6 * min(height, other.height)
  }
}
