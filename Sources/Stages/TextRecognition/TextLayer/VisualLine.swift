import CFribidi

/// A line of characters as they stand on the page, from left to right.
struct VisualLine {
  /// Unicode scalars, from left to right; words are parted by spaces.
  let scalars: [UInt32]
  /// Whether the paragraph that it belongs to runs from right to left.
  let isRightToLeft: Bool
  /// Places of figures that were written from right to left, as some programs write under scans.
  var backwardFigures: Set<Int> = []

  /// A character of the line in the order in which it is read.
  struct Read: Hashable {
    /// Where it stands in the line, from 0.
    var place: Int
    var scalar: UInt32
  }

  /// The characters as they are read: the Unicode bidirectional algorithm (UAX 9), the other way.
  ///
  /// The levels of a line that runs from right to left are found on the reversed line, whose runs
  /// stand in their logical order. Brackets show their shape on the page, so those of runs from
  /// right to left are mirrored, unless that leaves fewer of them paired: some files tell of each
  /// bracket what was written rather than what is seen.
  func inReadingOrder() -> [Read] {
    let sequence = isRightToLeft ? Array(scalars.indices.reversed()) : Array(scalars.indices)
    var characters = sequence.map { scalars[$0] }
    if isRightToLeft { characters = characters.map(Self.mirrored) }
    let numbers = NumberDirections(scalars: scalars, isRightToLeft: isRightToLeft)
    let types = sequence.map { place in
      backwardFigures.contains(place) ? CharacterType.rightToLeft : numbers.types[place]
    }
    guard let (order, levels) = Self.reordered(characters, types, isRightToLeft) else {
      return sequence.map { Read(place: $0, scalar: scalars[$0]) }
    }
    let places = isRightToLeft ? order.reversed() : order
    let plain = places.map { Read(place: sequence[$0], scalar: scalars[sequence[$0]]) }
    let shaped = zip(places, plain).map { place, read in
      levels[place] % 2 == 1 ? Read(place: read.place, scalar: Self.mirrored(read.scalar)) : read
    }
    let line = Self.pairs(plain) > Self.pairs(shaped) ? plain : shaped
    let moved = Self.withMarksAfterLetters(line)
    return Self.misplacedMarks(moved) < Self.misplacedMarks(line) ? moved : line
  }

  /// Marks that stand at the beginning of a word, and points of shin on other letters: files hold
  /// marks before their letter or after it.
  private static func misplacedMarks(_ line: [Read]) -> Int {
    var misplaced = 0
    var letter: UInt32 = 0x20
    for character in line {
      guard isMark(character.scalar) else {
        letter = character.scalar
        continue
      }
      let isOfShin = character.scalar == 0x5C1 || character.scalar == 0x5C2
      if letter == 0x20 || isOfShin && letter != 0x5E9 { misplaced += 1 }
    }
    return misplaced
  }

  /// Marks that stand after their letter on the page, and so before it in a run from right to left,
  /// put after it again.
  private static func withMarksAfterLetters(_ line: [Read]) -> [Read] {
    var ordered: [Read] = []
    var marks: [Read] = []
    for character in line {
      if isMark(character.scalar) {
        marks.append(character)
      } else if let last = marks.last, last.place == character.place + 1 {
        ordered.append(character)
        ordered += marks.reversed()
        marks = []
      } else {
        ordered += marks + [character]
        marks = []
      }
    }
    return ordered + marks
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.generalCategory == .nonspacingMark
  }

  /// Places of the characters in the order that the algorithm gives them, and their levels; `nil`
  /// where there was no memory for it.
  private static func reordered(
    _ characters: [UInt32], _ types: [CharacterType], _ isRightToLeft: Bool
  ) -> (order: [Int], levels: [Int8])? {
    let count = FriBidiStrIndex(characters.count)
    let types = types.map { FriBidiCharType($0.rawValue) }
    var brackets = [FriBidiBracketType](repeating: 0, count: characters.count)
    var levels = [FriBidiLevel](repeating: 0, count: characters.count)
    let base: CharacterType = isRightToLeft ? .rightToLeft : .leftToRight
    var direction = FriBidiParType(base.rawValue)
    fribidi_get_bracket_types(characters, count, types, &brackets)
    guard
      fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, &levels) != 0
    else { return nil }
    var map = (0..<count).map { $0 }
    let found = levels
    guard fribidi_reorder_line(0, types, count, 0, direction, &levels, nil, &map) != 0 else {
      return nil
    }
    return (map.map(Int.init), found)
  }

  private static func mirrored(_ scalar: UInt32) -> UInt32 {
    var mirror: FriBidiChar = scalar
    return fribidi_get_mirror_char(scalar, &mirror) != 0 ? mirror : scalar
  }

  /// How many brackets open before they close, each with its own kind.
  private static func pairs(_ line: [Read]) -> Int {
    var open: [UInt32] = []
    var pairs = 0
    for character in line {
      switch character.scalar {
      case 0x28, 0x5B, 0x7B: open.append(character.scalar)  // ( [ {
      case 0x29, 0x5D, 0x7D:
        // The opening sign comes one or two places before the closing one.
        guard let last = open.last, (1...2).contains(character.scalar - min(character.scalar, last))
        else { continue }
        open.removeLast()
        pairs += 1
      default: continue
      }
    }
    return pairs
  }
}
