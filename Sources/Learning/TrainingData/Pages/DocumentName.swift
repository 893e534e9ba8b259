/// The document of a page whose labels name none, told from its file's name.
///
/// A PDF is a document. Of an image the name without the number that ends it counts, with its
/// folder, so that `scans/act_003.png` is a page of `scans/act`, and `act/003.png` one of `act`.
/// Names without a number are documents of one page.
public enum DocumentName {
  /// The document of a page by its file's name.
  public static func of(_ name: String) -> String {
    let file = PageReference.parts(of: name).file
    let parts = file.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let last = parts.last else { return file }
    var base = last[...]
    if let dot = base.lastIndex(of: "."), dot != base.startIndex {
      if base[dot...].lowercased() == ".pdf" { return file }
      base = base[..<dot]
    }
    let folder = parts.dropLast().joined(separator: "/")
    let stem = withoutNumber(base)
    if stem.isEmpty { return folder.isEmpty ? String(base) : folder }
    return folder.isEmpty ? String(stem) : "\(folder)/\(stem)"
  }

  /// The name without `_12`, `-p12`, `.page 12` and the like; empty for a mere number.
  private static func withoutNumber(_ base: Substring) -> Substring {
    var stem = base
    while let last = stem.last, last.isASCII, last.isNumber { stem.removeLast() }
    guard stem.count < base.count else { return base }
    let isSeparate = isSeparator(stem.last) || stem.isEmpty
    stem = trimmed(stem)
    for word in ["page", "p", "seite", "s"] where stem.lowercased().hasSuffix(word) {
      let before = stem.dropLast(word.count)
      if before.isEmpty || isSeparator(before.last) { return trimmed(before) }
    }
    return isSeparate ? stem : base
  }

  private static func isSeparator(_ character: Character?) -> Bool {
    character.map { "-_. ".contains($0) } ?? false
  }

  private static func trimmed(_ stem: Substring) -> Substring {
    var stem = stem
    while isSeparator(stem.last) { stem.removeLast() }
    return stem
  }
}
