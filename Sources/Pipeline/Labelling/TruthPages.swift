import Foundation
import Fusion
import Interchange
import LabelStore
import Layout

/// The pages of a project that people have labelled too, as a calibration is fitted on them.
public struct TruthPages: Sendable {
  /// The pages.
  public private(set) var pages: [CalibrationPage] = []
  /// Pages of the project that the labels do not list.
  public private(set) var unlabelled = 0

  /// Reads them.
  ///
  /// - Parameter truth: a COCO file with the same images; its classes are found by name.
  /// - Throws: `InterchangeError`, `LabelStoreError`.
  public init(of store: LabelStore, truth: URL) async throws {
    let taxonomy = try await store.taxonomy()
    let ids = try COCOTruth(contentsOf: truth)
    let labels = try COCOLabels(contentsOf: truth)
    guard ids.categoryIDs(for: taxonomy).contains(where: { $0 != nil }) else {
      throw InterchangeError.noMatchingClass(truth: truth.path, taxonomy: taxonomy.name)
    }
    let labelled = Dictionary(
      labels.pages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = try await store.pageKeys()
    var example: String?
    for key in keys {
      guard let read = try await store.labels(of: key) else { continue }
      let name = COCOExporter.name(of: read.page)
      example = example ?? name
      guard let page = ids.image(named: name).flatMap({ labelled[$0.id] }) else {
        unlabelled += 1
        continue
      }
      pages.append(Self.page(read, page, taxonomy))
    }
    guard !pages.isEmpty else {
      throw InterchangeError.noMatchingImage(truth: truth.path, example: example ?? "none")
    }
  }

  private static func page(
    _ read: PageLabels, _ labelled: COCOLabels.Page, _ taxonomy: Taxonomy
  ) -> CalibrationPage {
    let bounds = read.page.bounds
    let (x, y) = (
      bounds.width / Double(max(1, labelled.width)),
      bounds.height / Double(max(1, labelled.height))
    )
    return CalibrationPage(
      document: labelled.document ?? read.page.file, bounds: bounds,
      truth: labelled.regions.compactMap { region in
        let box = region.box.scaled(x: x, y: y)
        guard box.isValid else { return nil }
        return taxonomy.classIndex(named: region.category).map {
          TrueRegion(box: box, classIndex: $0)
        }
      },
      estimates: read.teacher + read.proposals)
  }
}
