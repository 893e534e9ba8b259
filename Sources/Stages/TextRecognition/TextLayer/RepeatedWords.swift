import Layout

/// Words that lie on one another with the same letters, as under a scan that two programs read, or
/// where bold is made by printing twice.
package enum RepeatedWords {
  /// Share of a word that must lie under another for both to be at one place.
  private static let overlap = 0.5

  /// The words, each once, and the lines that the repetition cut joined again; ids renumbered.
  ///
  /// - Parameter cover: share of a word's length that has ink, where that is known.
  package static func dropped(
    from words: [Word], cover: (Word) -> Double = { _ in 1 }
  ) -> [Word] {
    if OverlaidLines.areIn(words) {
      let lines = OverlaidLines.distinct(in: words, cover: cover)
      return renumbered(lines.map(inReadingOrder), asLinesOfTheirOwn: true)
    }
    let (repeated, cut) = repeated(in: words)
    guard !repeated.isEmpty else { return words }
    let kept = words.indices.filter { !repeated.contains($0) }
    let lines = Dictionary(grouping: kept.filter { !cut.contains(words[$0].line) }) {
      words[$0].line
    }.values.map { $0.map { words[$0] } }
    return renumbered(
      lines + joined(kept.filter { cut.contains(words[$0].line) }.map { words[$0] }))
  }

  /// Lines in the order of their first words, as poppler read them.
  private static func renumbered(
    _ lines: [[Word]], asLinesOfTheirOwn: Bool = false
  ) -> [Word] {
    let ordered = lines.compactMap { line in
      line.min { $0.id < $1.id }.map { (first: $0, words: line) }
    }.sorted { $0.first.id < $1.first.id }
    var result: [Word] = []
    for (place, line) in ordered.enumerated() {
      for var word in line.words {
        (word.block, word.paragraph) = (line.first.block, line.first.paragraph)
        word.line = asLinesOfTheirOwn ? place : line.first.line
        word.id = result.count
        result.append(word)
      }
    }
    return result
  }

  /// Sets words into lines by where they stand.
  private static func joined(_ words: [Word]) -> [[Word]] {
    var lines: [[Word]] = []
    for word in words.sorted(by: { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }) {
      let line = lines.firstIndex { $0.last.map { $0.isFollowed(by: word) } ?? false }
      if let line { lines[line].append(word) } else { lines.append([word]) }
    }
    return lines.map(inReadingOrder)
  }

  private static func inReadingOrder(_ line: [Word]) -> [Word] {
    let runsRightToLeft = line.contains {
      $0.text.unicodeScalars.contains(where: \.runsRightToLeft)
    }
    return runsRightToLeft ? line.reversed() : line
  }

  /// Places of the words that repeat others, and the lines that this cut.
  private static func repeated(in words: [Word]) -> (repeated: Set<Int>, cut: Set<Int>) {
    let byTop = words.indices.sorted { (words[$0].box.y1, $0) < (words[$1].box.y1, $1) }
    let tallest = words.map(\.box.height).max() ?? 0
    let byArea = words.indices.sorted {
      (-words[$0].box.area, $0) < (-words[$1].box.area, $1)
    }
    var (repeated, cut): (Set<Int>, Set<Int>) = ([], [])
    for index in byArea where !repeated.contains(index) {
      let box = words[index].box
      // What begins higher than the tallest word cannot reach down here.
      let first = byTop.partitioningIndex { words[$0].box.y1 >= box.y1 - tallest }
      let inside = byTop[first...].prefix { words[$0].box.y1 < box.y2 }.filter {
        $0 != index && !repeated.contains($0) && words[$0].box.fractionInside(box) >= overlap
      }
      guard !inside.isEmpty else { continue }
      let spelled = spelling(words[index].text)
      var same = inside.filter { spelling(words[$0].text) == spelled }
      if same.isEmpty,
        inside.sorted(by: { words[$0].box.x1 < words[$1].box.x1 })
          .flatMap({ spelling(words[$0].text) }) == spelled
      {
        same = inside
      }
      guard !same.isEmpty else { continue }
      repeated.formUnion(same)
      cut.formUnion((same + [index]).map { words[$0].line })
    }
    return (repeated, cut)
  }

  /// A word's letters; its signs where it has none.
  private static func spelling(_ text: String) -> [Unicode.Scalar] {
    let letters = Letters.of(text)
    return letters.isEmpty ? Array(text.unicodeScalars) : letters
  }
}

extension Array {
  /// The first place from which on a condition holds, which no place before meets; the end for none.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
