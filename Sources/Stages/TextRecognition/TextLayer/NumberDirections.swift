import CFribidi

/// A character's class in the Unicode bidirectional algorithm, as fribidi numbers them.
struct CharacterType: RawRepresentable, Equatable {
  let rawValue: UInt32

  static let leftToRight = CharacterType(rawValue: 0x110)
  static let rightToLeft = CharacterType(rawValue: 0x111)
  static let arabicLetter = CharacterType(rawValue: 0x113)
  static let europeanNumber = CharacterType(rawValue: 0x220)
  static let arabicNumber = CharacterType(rawValue: 0x222)

  static func of(_ scalars: [UInt32]) -> [CharacterType] {
    var types = [FriBidiCharType](repeating: FriBidiCharType(0), count: scalars.count)
    fribidi_get_bidi_types(scalars, FriBidiStrIndex(scalars.count), &types)
    return types.map { CharacterType(rawValue: $0.rawValue) }
  }

  var runsRightToLeft: Bool { self == .rightToLeft || self == .arabicLetter }
}

/// The classes of a line's characters, so that numbers go with the words that they go with.
///
/// What is seen does not tell all of what was written: `Windows 10` and `10 Windows` look alike in a
/// line that runs from right to left. A number after a Latin word goes with that, unless it is a
/// unit, which is written after its number.
struct NumberDirections {
  /// From left to right on the page.
  private(set) var types: [CharacterType]

  private static let units: Set<String> = [
    "b", "kb", "mb", "gb", "tb", "bit", "bits", "hz", "khz", "mhz", "ghz", "g", "kg", "mg", "lb",
    "oz", "km", "m", "cm", "mm", "nm", "ft", "l", "ml", "s", "ms", "h", "min", "w", "kw", "kwh",
    "v",
    "a", "ma", "c", "f", "k", "pt", "px", "dpi", "am", "pm", "usd", "eur", "gbp", "nis", "ils",
    "sar",
    "aed", "egp",
  ]

  init(scalars: [UInt32], isRightToLeft: Bool) {
    types = CharacterType.of(scalars)
    isRightToLeft ? joinToWordsBefore(scalars) : joinToWordsAfter(scalars)
  }

  /// Numbers beside a Latin word, or a space after one, run as it does.
  private mutating func joinToWordsBefore(_ scalars: [UInt32]) {
    var word = ""
    var (spaces, isAfterWord) = (0, false)
    for (place, scalar) in scalars.enumerated() {
      switch types[place] {
      case .leftToRight:
        if spaces > 0 { word = "" }
        word.unicodeScalars.append(Unicode.Scalar(scalar) ?? " ")
        (spaces, isAfterWord) = (0, true)
      case .europeanNumber where isAfterWord && spaces <= 1:
        if spaces == 0 || !Self.units.contains(word.lowercased()) {
          types[place] = .leftToRight
          (spaces, word) = (0, "")
        } else {
          isAfterWord = false
        }
      case .europeanNumber, .rightToLeft, .arabicLetter, .arabicNumber: isAfterWord = false
      default: if scalar == 0x20 { spaces += 1 }
      }
    }
  }

  /// Numbers after which a comma stands at the wrong side of a space, before a word that runs from
  /// right to left, follow that word and the comma.
  private mutating func joinToWordsAfter(_ scalars: [UInt32]) {
    let commas: Set<UInt32> = [0x2C, 0x2E, 0x3A, 0x3B]
    for place in scalars.indices.dropFirst(2).dropLast()
    where commas.contains(scalars[place]) && scalars[place - 1] == 0x20
      && types[place + 1].runsRightToLeft
    {
      var number = place - 2
      while number >= 0, types[number] == .europeanNumber {
        types[number] = .arabicNumber
        number -= 1
      }
    }
  }
}
