import Layout

/// Finds the bullets and checkboxes before lines of text, which recognisers lose or misread.
///
/// Looked at are the free strip before each line, and a first word of one character.
struct LineMarks {
  private let image: PageImage
  private let words: [Word]
  private let darkest: UInt8
  /// Median height of the words, pixels.
  private let typicalHeight: Double

  init(_ image: PageImage, words: [Word], paper: PaperTone) {
    self.image = image
    self.words = words
    darkest = paper.darkest
    let heights = words.map(\.box.height).sorted()
    typicalHeight = heights.isEmpty ? 0 : heights[heights.count / 2]
  }

  /// The marks, in the order of their lines.
  func marks() -> [PageGraphic] {
    starts().compactMap { word, previousEnd in
      // A dot that was read as a word is much lower than its line.
      let height = max(word.box.height, 0.7 * typicalHeight)
      if word.text.count == 1, word.text.first?.isNumber == false {
        return blob(in: word.box, gap: height).flatMap { MarkShape($0, lineHeight: height).graphic }
      }
      return before(word, height: height, from: previousEnd)
    }
  }

  /// The first word of each line and of what follows a wide gap, with where the word before ends.
  private func starts() -> [(Word, end: Double)] {
    var starts: [(Word, end: Double)] = []
    var last: Word?
    for word in words {
      if let last, last.line == word.line {
        if word.box.x1 - last.box.x2 > 2 * word.box.height { starts.append((word, last.box.x2)) }
      } else {
        starts.append((word, 0))
      }
      last = word
    }
    return starts
  }

  /// A mark in the strip that ends a little before a word.
  private func before(_ word: Word, height: Double, from end: Double) -> PageGraphic? {
    var strip = Box(
      x1: max(end, word.box.x1 - 3.5 * height), y1: word.box.y1 - 0.2 * height,
      x2: word.box.x1 - 0.2 * height, y2: word.box.y2 + 0.2 * height)
    for other in words where other.box.intersectionArea(strip) > 0 { strip.x1 = other.box.x2 }
    guard strip.width > 0.5 * height, let found = blob(in: strip, gap: 0.25 * height),
      // What runs on above or below is no mark of this line.
      found.box.y1 > strip.y1 + 1, found.box.y2 < strip.y2 - 1, found.box.x1 > strip.x1 + 1,
      // And what has ink before it is a leader's last dot or a word that was not read.
      blob(
        in: Box(
          x1: found.box.x1 - 1.5 * height, y1: found.box.y1, x2: found.box.x1, y2: found.box.y2),
        gap: height) == nil
    else { return nil }
    return MarkShape(found, lineHeight: height).graphic
  }

  /// The rightmost ink of a box, up to a free gap at its left.
  private func blob(in box: Box, gap: Double) -> Blob? {
    guard let (xs, ys) = image.pixelRanges(of: box) else { return nil }
    let isDark = { (x: Int, y: Int) in image.pixels[(y * image.width + x) * 3 + 1] < darkest }
    var columns: Range<Int>?
    for x in xs.reversed() {
      if ys.contains(where: { isDark(x, $0) }) {
        columns = x..<(columns?.upperBound ?? x + 1)
      } else if let columns, Double(columns.lowerBound - x) > gap {
        break
      }
    }
    guard let columns else { return nil }
    let rows = ys.filter { y in columns.contains { isDark($0, y) } }
    guard let top = rows.first, let bottom = rows.last else { return nil }
    return Blob(columns: columns, rows: top..<bottom + 1, isDark: isDark)
  }
}

/// Ink of a few pixels and the box around it.
struct Blob {
  var box: Box
  /// Share of the box's pixels that are ink.
  var fill: Double
  /// Least share of ink along any of the four sides, each looked for two pixels deep.
  var frame: Double

  init(columns: Range<Int>, rows: Range<Int>, isDark: (_ x: Int, _ y: Int) -> Bool) {
    box = Box(
      x1: Double(columns.lowerBound), y1: Double(rows.lowerBound), x2: Double(columns.upperBound),
      y2: Double(rows.upperBound))
    let ink = rows.reduce(0) { sum, y in sum + columns.count { isDark($0, y) } }
    fill = Double(ink) / Double(columns.count * rows.count)
    let across = [rows.prefix(2), rows.suffix(2)].map { side in
      Double(columns.count { x in side.contains { isDark(x, $0) } }) / Double(columns.count)
    }
    let down = [columns.prefix(2), columns.suffix(2)].map { side in
      Double(rows.count { y in side.contains { isDark($0, y) } }) / Double(rows.count)
    }
    frame = (across + down).min() ?? 0
  }
}

/// What a blob before a line of text may be, by its size and shape.
struct MarkShape {
  /// Bullet or checkbox; `nil` for anything else.
  let graphic: PageGraphic?

  init(_ blob: Blob, lineHeight: Double) {
    let (width, height) = (blob.box.width / lineHeight, blob.box.height / lineHeight)
    let aspect = width / height
    let isDot =
      min(width, height) >= max(0.15, 3 / lineHeight) && max(width, height) <= 0.75
      && aspect >= 0.5 && aspect <= 2 && blob.fill >= 0.55
    let isDash = width >= 0.3 && width <= 1.3 && height <= 0.25 && blob.fill >= 0.6
    let isBox =
      min(width, height) >= 0.55 && max(width, height) <= 1.7
      && aspect >= 0.75 && aspect <= 1.33 && blob.frame >= 0.75 && blob.fill < 0.8
    let kind: PageGraphic.Kind? = isBox ? .checkbox : isDot || isDash ? .bullet : nil
    graphic = kind.map { PageGraphic(kind: $0, box: blob.box) }
  }
}
