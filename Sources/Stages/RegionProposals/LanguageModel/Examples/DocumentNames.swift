/// Which document a page is of.
public struct DocumentNames: Sendable {
  /// Files and their documents by the files' own names, sorted by path.
  private let known: [String: [(path: [Substring], document: String)]]

  /// Makes names.
  ///
  /// - Parameter known: documents by file; a data set may lie anywhere, so that paths are compared
  ///   from their ends.
  public init(_ known: [String: String] = [:]) {
    self.known = Dictionary(
      grouping: known.sorted { $0.key < $1.key }.map { (Self.parts($0.key), $0.value) }
    ) { $0.path.last.map(String.init) ?? "" }
  }

  /// The document of a file: that of the known files of its name whose paths have the longest common
  /// end with its own, else by the file's name without its ending.
  ///
  /// Images are often pages of one document, numbered at the end (`report_07.png`, `report-p7.png`):
  /// of those the number is left out. Where nothing else is left, the folder is the document.
  public func document(of file: String) -> String {
    let path = Self.parts(file)
    let name = Self.baseName(file)
    func shared(_ other: [Substring]) -> Int {
      zip(path.reversed(), other.reversed()).prefix { $0 == $1 }.count
    }
    let candidates = known[name] ?? []
    let longest = candidates.map { shared($0.path) }.max()
    let nearest = Set(candidates.filter { shared($0.path) == longest }.map(\.document))
    if nearest.count == 1, let document = nearest.first { return document }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let stem = String(name[..<dot])
    guard name[dot...].lowercased() != ".pdf" else { return stem }
    if stem.wholeMatch(of: #/(p|page)?[-_. ]*\d+/#.ignoresCase()) != nil {
      return path.dropLast().last.map(String.init) ?? stem
    }
    guard let number = stem.firstMatch(of: #/[-_. ]+(p|page)?\d+$/#), !number.range.isEmpty,
      number.range.lowerBound > stem.startIndex
    else { return stem }
    return String(stem[..<number.range.lowerBound])
  }

  /// The last part of a path.
  public static func baseName(_ file: String) -> String {
    parts(file).last.map(String.init) ?? file
  }

  private static func parts(_ file: String) -> [Substring] { file.split(separator: "/") }
}
