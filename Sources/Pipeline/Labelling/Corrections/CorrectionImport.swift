import Foundation
import Interchange
import LabelStore
import Layout

/// Brings what people corrected in another program into a project: all of a file, or nothing.
public struct CorrectionImport: Sendable {
  /// What came in.
  public struct Outcome: Sendable {
    /// Pages whose decisions were taken over.
    public var pages = 0
    /// Decisions that were new.
    public var decisions = 0
    /// Earlier decisions of people that say otherwise and stay.
    public var kept = 0
    /// Pages of the file that the project does not have.
    public var unknownPages: [String] = []
  }

  private let store: LabelStore
  private let overwrite: Bool

  /// Prepares.
  ///
  /// - Parameter overwrite: whether earlier decisions of people give way.
  public init(store: LabelStore, overwrite: Bool) {
    self.store = store
    self.overwrite = overwrite
  }

  /// Reads a file or folder, matches its pages by name, and saves.
  ///
  /// - Parameter by: under whose name.
  /// - Throws: `InterchangeError`, `LabelStoreError`.
  public func run(
    _ source: URL, format: CorrectionFormat, by: String, at: String
  ) async throws -> Outcome {
    let taxonomy = try await store.taxonomy()
    let pages = try CorrectionReader.pages(in: source, format: format, taxonomy: taxonomy)
    var (names, example) = (PageNames<PageKey>(), String?.none)
    let pdfs = try await store.files(ofFormat: FileFormat.pdf.rawValue)
    for key in try await store.pageKeys() {
      let name = COCOExporter.name(
        of: key.path, page: key.number, isPDF: pdfs.contains(key.path))
      names.add(name, key)
      example = example ?? name
    }
    var outcome = Outcome()
    var changes: [LabelStore.PageEdits] = []
    var seen: [PageKey: String] = [:]
    for page in pages {
      guard let key = names[page.name], let labels = try await store.labels(of: key)
      else {
        outcome.unknownPages.append(page.name)
        continue
      }
      if let other = seen.updateValue(page.name, forKey: key) {
        throw InterchangeError.sameImageTwice(
          truth: source.path, first: other, second: page.name)
      }
      let audited = AuditedPage(
        labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
      let matching = CorrectionMatching(
        page.scaled(to: labels.page).regions.map(CorrectionMatching.Region.init), on: audited,
        of: key, taxonomy: taxonomy, overwrite: overwrite)
      outcome.pages += 1
      outcome.decisions += matching.edits.count
      outcome.kept += matching.kept
      changes.append(LabelStore.PageEdits(page: key, edits: matching.edits))
    }
    guard !changes.isEmpty else {
      throw InterchangeError.noMatchingImage(
        truth: source.path, example: example ?? "none")
    }
    try await store.save(changes, by: by, at: at)
    return outcome
  }
}

extension CorrectionMatching.Region {
  fileprivate init(_ region: ImportedRegion) {
    self.init(
      id: region.id, box: region.box, className: region.className, parent: region.parent,
      order: region.order.map(Double.init))
  }
}
