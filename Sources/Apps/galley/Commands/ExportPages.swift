import Interchange
import LabelStore
import Layout

/// The pages of an export, one after another.
struct ExportPages {
  let store: LabelStore
  let source: ExportSource
  /// Of the fused regions.
  let decisions: Set<Decision>
  /// Of people's regions: only those of pages that they are done with.
  let donePagesOnly: Bool

  /// What was given.
  struct Count {
    var pages = 0
    /// Pages on which people decided something, and with which they are not done.
    var unfinished = 0
  }

  /// Gives each page.
  func forEach(_ body: (ExportedPage) throws -> Void) async throws -> Count {
    var count = Count()
    let taxonomy = try await store.taxonomy()
    let keys = source == .human ? try await store.correctedPages() : try await store.pageKeys()
    for key in keys {
      guard let labels = try await store.labels(of: key) else { continue }
      if let machine = source.machine {
        try body(
          ExportedPage(
            labels.labelledPage, words: labels.text.words, source: machine, decisions: decisions))
      } else {
        let isDone = try await store.isDone(key)
        if !isDone { count.unfinished += 1 }
        guard isDone || !donePagesOnly else { continue }
        try body(
          ExportedPage(
            labels,
            decided: AuditedPage(
              labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)))
      }
      count.pages += 1
    }
    return count
  }
}

extension ExportedPage {
  /// What people decided that there is on a page; regions of classes that are gone are left out.
  init(_ labels: PageLabels, decided page: AuditedPage) {
    let decided = page.regions.filter { $0.status == .accepted }
    let ids = Dictionary(decided.enumerated().map { ($1.key, $0) }) { first, _ in first }
    self.init(
      page: labels.page, words: labels.text.words,
      regions: decided.enumerated().compactMap { id, region in
        region.classIndex.map {
          ExportedRegion(
            id: id, box: region.box, classIndex: $0,
            parent: region.correction?.parent.flatMap { ids[$0] }, order: id, isHuman: true)
        }
      })
  }
}
