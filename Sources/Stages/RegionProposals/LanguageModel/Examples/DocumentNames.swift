/// Which document a page is of.
public struct DocumentNames: Sendable {
  private let known: [String: String]

  /// Makes names.
  ///
  /// - Parameter known: documents by file; of a path only the last part counts, so that a data set
  ///   may lie anywhere.
  public init(_ known: [String: String] = [:]) {
    self.known = Dictionary(
      known.sorted { $0.key < $1.key }.map { (Self.baseName($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The document of a file: as it is known, else by the file's name without its ending.
  ///
  /// Images are often pages of one document, numbered at the end (`report_07.png`, `report-p7.png`):
  /// of those the number is left out.
  public func document(of file: String) -> String {
    let name = Self.baseName(file)
    if let document = known[name] { return document }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let stem = String(name[..<dot])
    guard name[dot...].lowercased() != ".pdf" else { return stem }
    guard let number = stem.firstMatch(of: #/[-_. ]+(p|page)?\d+$/#), !number.range.isEmpty,
      number.range.lowerBound > stem.startIndex
    else { return stem }
    return String(stem[..<number.range.lowerBound])
  }

  /// The last part of a path.
  public static func baseName(_ file: String) -> String {
    file.split(separator: "/").last.map(String.init) ?? file
  }
}
