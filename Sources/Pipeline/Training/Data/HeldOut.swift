import Foundation
import TrainingData

/// What is measured on and therefore not learnt from, whoever labelled it.
///
/// Sources of labels may name one document differently: a project by its file, a data set by a title.
struct HeldOut {
  private let documents: Set<String>
  private let held: Set<String>
  private let learning: Set<String>

  /// - Parameters:
  ///   - pages: those to measure on.
  ///   - learning: labelled pages of other documents.
  init(_ pages: [TrainingPage], learning: [TrainingPage]) {
    documents = Set(pages.map(\.document))
    held = Set(pages.map(\.place))
    self.learning = Set(learning.map(\.place))
  }

  /// The pages that are of none of the held-out documents.
  func without(_ pages: [TrainingPage]) -> [TrainingPage] {
    let heldDocuments = Dictionary(grouping: pages, by: \.document).filter { name, pages in
      let last = name.split(separator: "/").last.map(String.init) ?? name
      if documents.contains(name) || documents.contains(last) { return true }
      // A document with pages on either side is none: its source only takes it for one.
      let places = Set(pages.map(\.place))
      return !places.isDisjoint(with: held) && places.isDisjoint(with: learning)
    }
    return pages.filter { !held.contains($0.place) && heldDocuments[$0.document] == nil }
  }
}

extension TrainingPage {
  /// The page, however its file was named.
  var place: String {
    "\(URL(fileURLWithPath: image.file).standardizedFileURL.path)#\(image.number)"
  }
}
