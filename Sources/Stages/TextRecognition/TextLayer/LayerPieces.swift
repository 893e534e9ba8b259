import Layout

/// What a piece of a text layer is made of: a font may spell its letters rightly, and the one beside
/// it that sets the figures of a table may not.
public enum PieceKind: Sendable { case letters, digits, signs }

/// Pieces of a text layer's lines that are worth holding against OCR.
struct LayerPieces {
  typealias Kind = PieceKind

  /// Neighbouring words of a line.
  struct Piece {
    var words: [Word]
    var kind: Kind
    /// Letters; for signs, all characters.
    var count: Int

    var height: Double { words.reduce(0) { $0 + $1.box.height } / Double(words.count) }
    var width: Double { Box.hull(words.map(\.box))?.width ?? 0 }
    var text: String { words.map(\.text).joined(separator: " ") }

    /// Whether its words run both ways: OCR may put them in another order.
    var runsBothWays: Bool {
      let letters = Letters.of(text)
      let right = letters.count(where: \.runsRightToLeft)
      return right > 0 && right < letters.count
    }

    /// Whether no other word stands between its own.
    func isClear(of others: [Word]) -> Bool {
      guard let hull = Box.hull(words.map(\.box)) else { return false }
      let own = Set(words.map(\.id))
      return !others.contains { !own.contains($0.id) && $0.box.fractionInside(hull) > 0.2 }
    }
  }

  /// Pieces of one kind and size of type, which different fonts often have.
  struct Group {
    var kind: Kind
    var height: Double
    /// Letters of all its pieces.
    var count = 0
    /// The middle one, then those with the most unusual letters; of figures the narrowest first.
    var pieces: [Piece] = []
  }

  /// Those with most letters first.
  let groups: [Group]

  /// Characters from which on a piece is long enough.
  private static let leastCount = 12
  /// The same where the page has no such piece.
  private static let leastCountOfAll = 4
  /// Words of more letters are looked at in parts.
  private static let longestWord = 18
  /// Sizes of type looked at.
  private static let sizes = 3
  /// Share of a page's characters that figures and signs have to have.
  private static let leastShare = 0.1

  init(_ words: [Word]) {
    var pieces: [Piece] = []
    var rest: [Word] = []
    for line in PageText(words: words, origin: .textLayer, reason: "").lines {
      let found = Self.gathered(
        line.flatMap(Self.parts), least: Self.leastCount,
        kind: { Self.kind(of: $0) == .signs ? .signs : Self.kind(of: $0) == nil ? nil : .letters },
        follows: { $1.box.x1 - $0.box.x2 < $1.box.height })
      pieces += found.pieces
      rest += found.rest
    }
    let all = (pieces.flatMap(\.words) + rest).reduce(0) { $0 + Letters.count(in: $1.text) }
    if 4 * rest.reduce(0, { $0 + Letters.count(in: $1.text) }) >= all {
      let cells = { Self.cells(rest, least: $0).filter { $0.isClear(of: words) } }
      pieces += cells(Self.leastCount)
      if pieces.isEmpty { pieces = cells(Self.leastCountOfAll) }
    }
    groups = Self.grouped(pieces)
  }

  private static func grouped(_ pieces: [Piece]) -> [Group] {
    var groups: [Group] = []
    for piece in pieces {
      let place =
        groups.firstIndex {
          $0.kind == piece.kind && abs($0.height - piece.height) < 0.08 * piece.height
        } ?? groups.count
      if place == groups.count { groups.append(Group(kind: piece.kind, height: piece.height)) }
      groups[place].count += piece.count
      groups[place].pieces.append(piece)
    }
    let all = Double(pieces.reduce(0) { $0 + $1.count })
    groups.sort { ($1.count, $0.height) < ($0.count, $1.height) }
    let usual =
      groups.filter { $0.kind == .letters }.prefix(sizes)
      + [Kind.digits, .signs].compactMap { kind in
        groups.first { $0.kind == kind && Double($0.count) >= leastShare * all }
      }
    return usual.map { group in
      var group = group
      // Figures of a row may stand as far apart as the page is wide, which takes OCR as long as text.
      group.pieces =
        group.kind == .digits
        ? group.pieces.sorted { $0.width < $1.width } : inOrder(group.pieces)
      return group
    }
  }

  /// The middle piece, since a page's middle is seldom a title or a page number, then those whose
  /// pairs of letters are rarest: a font that spells wrongly has pairs of its own.
  private static func inOrder(_ pieces: [Piece]) -> [Piece] {
    guard pieces.count > 2 else { return pieces }
    let pairs = pieces.map { piece in
      let letters = Letters.of(piece.text).map { UInt64($0.value) }
      return zip(letters, letters.dropFirst()).map { $0 << 32 | $1 }
    }
    // A heading that is on the page five times is no less unusual.
    var counts: [UInt64: Double] = [:]
    for pairs in Set(pairs) { for pair in pairs { counts[pair, default: 0] += 1 } }
    let usual = pairs.map { pairs in
      pairs.reduce(0) { $0 + min(9, counts[$1] ?? 0) } / Double(max(1, pairs.count))
    }
    let middle = pieces.count / 2
    let others = pieces.indices.filter { $0 != middle }
      .sorted { (usual[$0], $0) < (usual[$1], $1) }
    return ([middle] + others).map { pieces[$0] }
  }

  /// Cells of a table, those of a row and kind together.
  private static func cells(_ words: [Word], least: Int) -> [Piece] {
    var rows: [[Word]] = []
    for word in words.sorted(by: { ($0.box.centreY, $0.box.x1) < ($1.box.centreY, $1.box.x1) }) {
      if let first = rows.last?.first, word.box.centreY - first.box.centreY < first.box.height / 2 {
        rows[rows.count - 1].append(word)
      } else {
        rows.append([word])
      }
    }
    return rows.flatMap { row in
      let row = row.sorted { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }
      return [Kind.letters, .digits].flatMap { kind in
        gathered(
          row.filter { self.kind(of: $0) == kind }, least: least, kind: { _ in kind },
          follows: { _, _ in true }
        ).pieces
      }
    }
  }

  /// Neighbours of a kind, as soon as they are enough, and the words that never were.
  private static func gathered(
    _ words: [Word], least: Int, kind: (Word) -> Kind?, follows: (Word, Word) -> Bool
  ) -> (pieces: [Piece], rest: [Word]) {
    var (pieces, rest): ([Piece], [Word]) = ([], [])
    var open = Piece(words: [], kind: .letters, count: 0)
    for word in words {
      let kind = kind(word)
      if kind != open.kind || open.words.last.map({ !follows($0, word) }) ?? false {
        rest += open.words
        open = Piece(words: [], kind: kind ?? .letters, count: 0)
      }
      guard let kind else { continue }
      open.words.append(word)
      open.count +=
        kind == .signs ? word.text.unicodeScalars.count : Letters.count(in: word.text)
      guard open.count >= least else { continue }
      let text = open.text.unicodeScalars
      if kind == .signs {
        // Leaders and rules are signs that repeat.
        if Set(text).count >= 6 { pieces.append(open) }
      } else if !open.runsBothWays {
        let digits = text.count { $0.properties.numericType != nil }
        open.kind = 5 * digits >= 3 * open.count ? .digits : .letters
        pieces.append(open)
      }
      open = Piece(words: [], kind: kind, count: 0)
    }
    return (pieces, rest + open.words)
  }

  /// What a word is made of; `nil` where that is mixed.
  private static func kind(of word: Word) -> Kind? {
    let (all, letters) = (word.text.unicodeScalars.count, Letters.count(in: word.text))
    if 10 * letters < 3 * all { return .signs }
    guard 4 * letters >= 3 * all else { return nil }
    let digits = word.text.unicodeScalars.count { $0.properties.numericType != nil }
    return 2 * digits > letters ? .digits : .letters
  }

  /// Parts of a word that runs on, as where nothing tells of the spaces: as long as one another, and
  /// placed as if all characters were.
  private static func parts(of word: Word) -> [Word] {
    let scalars = Array(word.text.unicodeScalars)
    guard scalars.count > 30 else { return [word] }
    let count = (scalars.count + longestWord - 1) / longestWord
    let width = word.box.width / Double(scalars.count)
    return (0..<count).map { part in
      let range = part * scalars.count / count..<(part + 1) * scalars.count / count
      var piece = word
      piece.text = String(String.UnicodeScalarView(scalars[range]))
      piece.box.x1 = word.box.x1 + width * Double(range.lowerBound)
      piece.box.x2 = word.box.x1 + width * Double(range.upperBound)
      return piece
    }
  }
}
