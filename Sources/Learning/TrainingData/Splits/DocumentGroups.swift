/// Pages by document.
struct DocumentGroups {
  /// Documents in the order in which they first come.
  let names: [String]
  private let members: [String: [Int]]

  /// - Parameters:
  ///   - documents: the document of each page.
  ///   - pages: positions of the pages that count; all of them by default.
  init(_ documents: [String], pages: [Int]? = nil) {
    var names: [String] = []
    var members: [String: [Int]] = [:]
    for page in pages ?? Array(documents.indices) {
      if members[documents[page]] == nil { names.append(documents[page]) }
      members[documents[page], default: []].append(page)
    }
    self.names = names
    self.members = members
  }

  /// Positions of a document's pages, in their order.
  func pages(of document: String) -> [Int] { members[document] ?? [] }
}
