import Layout

/// Lines of several text layers over one page, as of a scan that two programs read, each in its own
/// way: their words differ, and need not lie where the others do.
struct OverlaidLines {
  /// Share of the words that lie on others where a page has more than one layer.
  private static let leastOverlaid = 0.3
  /// Share of a word that must lie in a line.
  private static let overlap = 0.6
  /// From this likeness on two lines tell the same.
  private static let leastLikeness = 0.6

  /// Whether so many words lie on one another that the page has several layers.
  static func areIn(_ words: [Word]) -> Bool {
    guard words.count >= 4 else { return false }
    let overlaid = words.near { word, near in
      near.contains {
        let height = min(word.box.height, $0.box.height)
        return abs($0.box.centreY - word.box.centreY) < 0.3 * height
          && $0.box.intersectionArea(word.box) >= 0.3 * min(word.box.area, $0.box.area)
      }
    }
    return Double(overlaid) >= leastOverlaid * Double(words.count)
  }

  /// Lines, each once; words from left to right.
  ///
  /// - Parameter cover: share of a word's length that has ink: that of the layer which lies on its
  ///   text is kept.
  static func distinct(in words: [Word], cover: (Word) -> Double) -> [[Word]] {
    var kept: [[Word]] = []
    let lines = separated(words).map { line in
      let covered = line.reduce(0) { $0 + cover($1) * $1.box.width }
      let share = covered / max(1, line.reduce(0) { $0 + $1.box.width })
      return (words: line, cover: (20 * share).rounded(), letters: letters(of: line))
    }
    let first = lines.sorted {
      (-$0.cover, -$0.letters.count, $0.words[0].id)
        < (-$1.cover, -$1.letters.count, $1.words[0].id)
    }
    for line in first {
      guard let hull = Box.hull(line.words.map(\.box)) else { continue }
      let reach = hull.insetBy(-0.3 * hull.height)
      let there = kept.joined().filter {
        $0.box.fractionInside(reach) >= overlap
          && abs($0.box.centreY - hull.centreY) < overlap * hull.height
      }.sorted { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }
      if there.isEmpty || Letters.likeness(letters(of: there), line.letters) < leastLikeness {
        kept.append(line.words)
      }
    }
    return kept
  }

  private static func letters(of words: [Word]) -> [Unicode.Scalar] {
    words.flatMap { Letters.of($0.text) }
  }

  /// Words in lines in which none lies on another; those of one layer are as high as one another and
  /// stand on one base line.
  private static func separated(_ words: [Word]) -> [[Word]] {
    var lines: [[Word]] = []
    var open: [Int] = []
    for word in words.sorted(by: { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }) {
      open.removeAll { lines[$0].last.map { $0.box.x2 < word.box.x1 - 2 * $0.box.height } ?? true }
      let next = open.filter { lines[$0].last.map { $0.isFollowed(by: word) } ?? false }
        .min { unlikeness(lines[$0], word) < unlikeness(lines[$1], word) }
      if let next {
        lines[next].append(word)
      } else {
        open.append(lines.count)
        lines.append([word])
      }
    }
    return lines
  }

  /// How far a word's edges are from those of a line's last word, pixels.
  private static func unlikeness(_ line: [Word], _ word: Word) -> Double {
    line.last.map { last in
      abs(last.box.y1 - word.box.y1) + abs(last.box.y2 - word.box.y2)
        // Of equal ones the nearest.
        + 0.01 * abs(word.box.x1 - last.box.x2)
    } ?? 0
  }
}

extension Word {
  /// Whether a word goes on where this one ends, on the same line.
  func isFollowed(by next: Word) -> Bool {
    let shared = min(box.y2, next.box.y2) - max(box.y1, next.box.y1)
    let gap = next.box.x1 - box.x2
    let height = min(box.height, next.box.height)
    return shared > 0.6 * height && gap > -0.3 * height && gap < 1.5 * height
  }
}

extension [Word] {
  /// How many words a condition holds for, which is asked with those that stand at their height.
  func near(_ condition: (Word, ArraySlice<Word>) -> Bool) -> Int {
    let byTop = sorted { ($0.box.y1, $0.id) < ($1.box.y1, $1.id) }
    let tallest = map(\.box.height).max() ?? 0
    return byTop.indices.count { place in
      let word = byTop[place]
      // What begins higher than the tallest word cannot reach down here.
      let first = byTop.partitioningIndex { $0.box.y1 >= word.box.y1 - tallest }
      let end = byTop.partitioningIndex { $0.box.y1 >= word.box.y2 }
      return condition(word, byTop[first..<place])
        || condition(word, byTop[place + 1..<Swift.max(end, place + 1)])
    }
  }
}
