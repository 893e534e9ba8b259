import Layout

/// Words that lie on one another with the same letters, as under a scan that two programs read, or
/// where bold is made by printing twice.
package enum RepeatedWords {
  /// Share of a word that must lie under another for both to be at one place.
  private static let overlap = 0.5

  /// The words, each once, and the lines that the repetition cut joined again; ids renumbered.
  package static func dropped(from words: [Word]) -> [Word] {
    let (repeated, cut) = repeated(in: words)
    guard !repeated.isEmpty else { return words }
    let kept = words.indices.filter { !repeated.contains($0) }
    var lines = Dictionary(grouping: kept.filter { !cut.contains(words[$0].line) }) {
      words[$0].line
    }.values.map { $0 }
    lines += joined(kept.filter { cut.contains(words[$0].line) }, of: words)
    // In the order of their first words, as poppler read them.
    let ordered = lines.map { (first: $0.min() ?? 0, places: $0) }.sorted { $0.first < $1.first }
    var result: [Word] = []
    for line in ordered {
      for place in line.places {
        var word = words[place]
        let first = words[line.first]
        (word.block, word.paragraph, word.line) = (first.block, first.paragraph, first.line)
        word.id = result.count
        result.append(word)
      }
    }
    return result
  }

  /// Sets words into lines by where they stand.
  private static func joined(_ places: [Int], of words: [Word]) -> [[Int]] {
    var lines: [[Int]] = []
    for place in places.sorted(by: { (words[$0].box.x1, $0) < (words[$1].box.x1, $1) }) {
      let line = lines.firstIndex { line in
        line.last.map { continues(words[$0], words[place]) } ?? false
      }
      if let line { lines[line].append(place) } else { lines.append([place]) }
    }
    return lines.map { line in
      let runsRightToLeft = line.contains {
        words[$0].text.unicodeScalars.contains(where: \.runsRightToLeft)
      }
      return runsRightToLeft ? line.reversed() : line
    }
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

  /// Whether a word goes on where another ends, on the same line.
  private static func continues(_ last: Word, _ next: Word) -> Bool {
    let shared = min(last.box.y2, next.box.y2) - max(last.box.y1, next.box.y1)
    let gap = next.box.x1 - last.box.x2
    let height = min(last.box.height, next.box.height)
    return shared > 0.6 * height && gap > -0.3 * height && gap < 1.5 * height
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
