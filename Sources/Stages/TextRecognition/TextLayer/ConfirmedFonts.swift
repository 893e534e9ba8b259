/// Fonts of a document whose letters, figures or signs OCR has confirmed.
public struct ConfirmedFonts: Sendable {
  private var confirmed: [PieceKind: Set<String>] = [:]
  private var contradicted: Set<String> = []

  /// None so far.
  public init() {}

  /// How many fonts of a page are not confirmed in what they say; those that no object holds are no
  /// fewer than one.
  package func unconfirmed(of fonts: PageFonts, in kind: PieceKind) -> Int {
    let count = fonts.objects.subtracting(confirmed[kind] ?? []).count
    return fonts.isComplete && !fonts.objects.isEmpty ? count : max(1, count)
  }

  /// Whether any font of a page is confirmed in anything.
  package func knowAny(of fonts: PageFonts) -> Bool {
    confirmed.values.contains { !$0.isDisjoint(with: fonts.objects) }
  }

  /// Takes what a page's sample says of its fonts: those of a page whose sample did not agree, and
  /// which are not known yet, are never confirmed.
  package mutating func take(_ evidence: FontEvidence, of fonts: PageFonts) {
    switch evidence {
    case .confirms(let kinds):
      let sound = fonts.objects.subtracting(fonts.invisible).subtracting(contradicted)
      for kind in kinds { confirmed[kind, default: []].formUnion(sound) }
    case .contradicts:
      contradicted.formUnion(
        confirmed.values.reduce(fonts.objects) { $0.subtracting($1) })
    }
  }
}

/// What OCR says of a page's fonts.
public enum FontEvidence: Sendable, Equatable {
  /// It agrees with the sample of a page that holds pieces of these kinds, and contradicts none.
  case confirms(Set<PieceKind>)
  case contradicts
}
