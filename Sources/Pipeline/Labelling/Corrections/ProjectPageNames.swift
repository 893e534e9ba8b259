import Interchange
import LabelStore
import Layout

/// The pages of a project by the names that other programs may give them.
struct ProjectPageNames {
  private var names = PageNames<PageKey>(knowsDisguises: true)
  private var first: [String] = []

  /// - Parameter pdfs: paths of the project's PDFs.
  init(_ keys: [PageKey], pdfs: Set<String>) {
    for key in keys {
      let name = Page.name(
        of: key.path, page: key.number, isPDF: pdfs.contains(key.path))
      names.add(name, key)
      if first.count < Self.mostTold { first.append(name) }
    }
  }

  private static let mostTold = 5

  /// The page that an image of a file is; `nil` for one that the project does not have.
  ///
  /// - Throws: `InterchangeError.badImport` where several pages go by its name.
  func key(of page: ImportedPage) throws(InterchangeError) -> PageKey? {
    let stem = page.stem.map { [($0, true)] } ?? []
    for (name, isStem) in page.names.map({ ($0, false) }) + stem {
      switch names.match(name, isStem: isStem) {
      case .none: continue
      case .one(let key): return key
      // An image of another ending need not be any of the pages.
      case .several where isStem && !page.names.isEmpty: continue
      case .several(let paths):
        let known = paths.prefix(Self.mostTold).map { "'\($0)'" }.joined(separator: ", ")
        let more = paths.count > Self.mostTold ? " and \(paths.count - Self.mostTold) more" : ""
        throw .badImport(
          file: page.origin.file, place: page.origin.place,
          reason: "the name '\(name)' is ambiguous: it may be \(known)\(more): give it the "
            + "folder of the one that is meant")
      }
    }
    return nil
  }

  /// Tells that none of a file's images is a page.
  func mismatch(_ pages: [ImportedPage], in file: String) -> InterchangeError {
    .noMatchingPage(
      file: file, images: pages.prefix(Self.mostTold).map(\.name), pages: first)
  }
}
