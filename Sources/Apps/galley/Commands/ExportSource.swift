import ArgumentParser
import Foundation
import LabelStore
import Labelling
import Layout

/// Whose regions are exported.
enum ExportSource: String, CaseIterable, ExpressibleByArgument {
  case fused
  case teacher
  case text
  case human

  /// What an exporter takes: decisions of people come to it as fused regions of theirs alone.
  var regions: RegionSource {
    switch self {
    case .fused, .human: .fused
    case .teacher: .teacher
    case .text: .text
    }
  }
}

/// The pages of an export, one after another.
struct ExportPages {
  let store: LabelStore
  let source: ExportSource
  let donePagesOnly: Bool
  let taxonomy: Taxonomy
  let keys: [PageKey]

  init(_ store: LabelStore, _ source: ExportSource, donePagesOnly: Bool) async throws {
    self.store = store
    self.source = source
    self.donePagesOnly = donePagesOnly
    taxonomy = try await store.taxonomy()
    keys = source == .human ? try await store.correctedPages() : try await store.pageKeys()
  }

  /// Gives each page with its words; tells how many pages people are not done with.
  func forEach(_ body: (LabelledPage, [Word]) throws -> Void) async throws -> (
    given: Int, unfinished: Int
  ) {
    var (given, unfinished) = (0, 0)
    for key in keys {
      guard let labels = try await store.labels(of: key) else { continue }
      guard source == .human else {
        try body(labels.labelledPage, labels.text.words)
        given += 1
        continue
      }
      let isDone = try await store.isDone(key)
      if !isDone { unfinished += 1 }
      guard isDone || !donePagesOnly else { continue }
      let page = AuditedPage(
        labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
      try body(page.humanLabels(on: labels, taxonomy: taxonomy), labels.text.words)
      given += 1
    }
    return (given, unfinished)
  }
}
