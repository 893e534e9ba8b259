extension Unicode.Scalar {
  /// Whether it is a letter that runs from right to left: of Hebrew, Arabic, Syriac and others.
  public var runsRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      [.otherLetter, .modifierLetter].contains(properties.generalCategory)
    default: false
    }
  }
}
