import Layout

/// How a page lies by the words of its text layer, each of which tells how it is read.
enum LayerTurn {
  /// Letters that say how a page lies; words of the page's other lines hold fewer.
  private static let leastLetters = 20
  private static let mostOtherLetters = 8

  /// The clockwise turn that makes the page upright, in degrees; 0 where words lie both ways, and in
  /// scripts that may stand or run from right to left.
  static func clockwise(of words: [Word]) -> Int {
    var (lying, standing) = (0, 0)
    var (right, left, down, up) = (0, 0, 0, 0)
    for line in PageText(words: words, origin: .textLayer, reason: "").lines {
      var last: Word?
      for word in line {
        let letters = Letters.count(in: word.text)
        guard word.text.unicodeScalars.allSatisfy({ !$0.runsRightToLeft && $0.value < 0x2E80 })
        else { return 0 }
        if letters >= 4 {
          if word.box.width > word.box.height { lying += letters } else { standing += letters }
        }
        if let last {
          let (across, along) = (
            word.box.centreX - last.box.centreX, word.box.centreY - last.box.centreY
          )
          if abs(across) > abs(along) {
            if across > 0 { right += letters } else { left += letters }
          } else {
            if along > 0 { down += letters } else { up += letters }
          }
        }
        last = word
      }
    }
    let told = max(right, left, down, up)
    guard told >= leastLetters, 10 * told >= 9 * (right + left + down + up) else { return 0 }
    if told == left { return standing <= mostOtherLetters ? 180 : 0 }
    guard lying < mostOtherLetters, told != right else { return 0 }
    return told == up ? 90 : 270
  }
}
