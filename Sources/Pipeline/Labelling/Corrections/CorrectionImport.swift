import Foundation
import Interchange
import LabelStore
import Layout
import PageImages

/// Brings what people corrected in another program into a project: all of the files, or nothing.
public struct CorrectionImport: Sendable {
  /// What came in.
  public struct Outcome: Sendable {
    /// Pages whose decisions were taken over.
    public var pages = 0
    /// Decisions that were new.
    public var decisions = 0
    /// Earlier decisions of people that say otherwise and stay.
    public var kept = 0
    /// Pages that have no region in the files, so that all those that were taken before are rejected.
    public var emptiedPages = 0
    /// What else is to be told of the pages.
    public var remarks = ImportRemarks()
    /// Regions taken over that have a score, as a machine gives it.
    public var scoredRegions = 0
    /// Pages of the files that the project does not have.
    public var unknownPages: [String] = []
    /// Pages for which the files hold only what a machine predicted.
    public var predictedPages = 0
    /// Pages of whose regions the files say nothing: skipped, not looked at, remarked on only, or with
    /// none but regions that are left out.
    public var silentPages = 0

    mutating func count(_ undecided: ImportedPage) {
      if undecided.standing == .predicted { predictedPages += 1 } else { silentPages += 1 }
    }
  }

  private let store: LabelStore
  private let overwrite: Bool
  private let takesPredictions: Bool

  /// Prepares.
  ///
  /// - Parameters:
  ///   - overwrite: whether earlier decisions of people give way.
  ///   - takesPredictions: whether predictions count as decisions of a person.
  public init(store: LabelStore, overwrite: Bool, takesPredictions: Bool = false) {
    self.store = store
    self.overwrite = overwrite
    self.takesPredictions = takesPredictions
  }

  /// Reads files or folders, matches their pages by name, and saves.
  ///
  /// - Parameter by: under whose name.
  /// - Throws: `InterchangeError`, which tells all that is wrong; `LabelStoreError`.
  public func run(
    _ sources: [URL], format: CorrectionFormat, by: String, at: String
  ) async throws -> Outcome {
    let taxonomy = try await store.taxonomy()
    let files = CorrectionReader(
      format: format, taxonomy: taxonomy, takesPredictions: takesPredictions
    ).read(sources)
    var findings = files.findings
    let names = ProjectPageNames(
      try await store.pageKeys(), pdfs: try await store.files(ofFormat: FileFormat.pdf.rawValue))
    var outcome = Outcome()
    var changes: [LabelStore.PageEdits] = []
    var seen: [PageKey: ImportedPage] = [:]
    for page in files.pages {
      let key: PageKey?
      do throws(InterchangeError) {
        key = try names.key(of: page)
      } catch {
        if page.standing == .decided { findings.add(error) } else { outcome.count(page) }
        continue
      }
      guard let key, let labels = try await store.labels(of: key) else {
        outcome.unknownPages.append(page.name)
        continue
      }
      switch page.standing {
      case .silent, .predicted: outcome.count(page)
      case .decided:
        if let fault = await Self.fault(of: page, on: labels.page, after: seen[key]) {
          findings.add(fault)
          continue
        }
        seen[key] = page
        let image = page.scaled(to: labels.page)
        outcome.remarks += image.remarks
        // Nobody says that a page holds nothing by what is left out.
        guard !image.regions.isEmpty || image.remarks.leftOut == 0 else {
          outcome.silentPages += 1
          continue
        }
        let audited = AuditedPage(
          labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
        let matching = CorrectionMatching(
          image.regions.map(CorrectionMatching.Region.init), on: audited, of: key,
          taxonomy: taxonomy, overwrite: overwrite)
        outcome.pages += 1
        outcome.decisions += matching.edits.count
        outcome.kept += matching.kept
        outcome.emptiedPages += image.regions.isEmpty && !matching.edits.isEmpty ? 1 : 0
        outcome.scoredRegions += image.regions.count { $0.score != nil }
        changes.append(LabelStore.PageEdits(page: key, edits: matching.edits))
      }
    }
    if !files.pages.isEmpty || findings.isEmpty, outcome.unknownPages.count == files.pages.count {
      findings.add(
        names.mismatch(files.pages, in: sources.map(\.path).joined(separator: ", ")))
    }
    try findings.check()
    try await store.save(changes, by: by, at: at)
    return outcome
  }

  /// Why an image of a file cannot be a page of its name.
  private static func fault(
    of image: ImportedPage, on page: Page, after other: ImportedPage?
  ) async -> InterchangeError? {
    let name = page.name
    func fault(_ reason: String) -> InterchangeError {
      .badImport(file: image.origin.file, place: image.origin.place, reason: reason)
    }
    if let other {
      guard other.name != image.name else { return nil }
      return fault(
        "'\(image.name)' and '\(other.name)' both go by the name of the page \(name): leave one of "
          + "them out")
    }
    var file: (width: Int, height: Int)?
    if let path = image.imageFile?.path { file = await PageSource.imageSize(of: path) }
    let size = file ?? (image.width, image.height)
    func isPage(_ width: Int, _ height: Int) -> Bool {
      ImportedPage(name: "", width: width, height: height).hasShape(of: page)
    }
    let isOnItsSide = isPage(size.height, size.width)
    // Shares are right for an image of any shape, unless it lies otherwise.
    guard !isPage(size.width, size.height), isOnItsSide || file == nil else { return nil }
    let remedy =
      isOnItsSide
      ? "it may lie on its side, as it does where a photograph's orientation is passed over: label "
        + "it upright" : "label the image that the project has"
    return fault(
      "the image '\(image.name)' is of \(size.width) x \(size.height) pixels, the page \(name) of "
        + "\(page.width) x \(page.height), which is another shape: \(remedy)")
  }
}

extension CorrectionMatching.Region {
  fileprivate init(_ region: ImportedRegion) {
    self.init(
      id: region.id, box: region.box, className: region.className, parent: region.parent,
      order: region.order.map(Double.init))
  }
}
