import Evaluation
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
  /// Labelled boxes without a size, which are left out.
  public let emptyLabels: Int

  /// Reads them.
  ///
  /// - Parameter truth: a COCO file with the same images; its classes are found by name.
  /// - Throws: `InterchangeError`, `LabelStoreError`.
  public init(of store: LabelStore, truth: URL) async throws {
    let taxonomy = try await store.taxonomy()
    let labels = try COCOTruth(contentsOf: truth)
    emptyLabels = labels.emptyLabels
    guard labels.categoryIDs(for: taxonomy).contains(where: { $0 != nil }) else {
      throw InterchangeError.noMatchingClass(truth: truth.path, taxonomy: taxonomy.name)
    }
    let documents = Dictionary(
      labels.entries.map { ($0.image.id, $0.document) }, uniquingKeysWith: { first, _ in first })
    var example: String?
    for key in try await store.pageKeys() {
      guard let read = try await store.labels(of: key) else { continue }
      let name = read.page.name
      example = example ?? name
      guard let image = labels.image(named: name),
        let boxes = labels.boxes(on: read.page, taxonomy: taxonomy)
      else {
        unlabelled += 1
        continue
      }
      pages.append(
        CalibrationPage(
          document: documents[image.id].flatMap(\.self) ?? read.page.file, bounds: read.page.bounds,
          truth: boxes.filter { !$0.isCrowd }.map {
            TrueRegion(box: $0.box, classIndex: $0.classIndex)
          },
          estimates: read.teacher + read.proposals))
    }
    guard !pages.isEmpty else {
      throw InterchangeError.noMatchingImage(truth: truth.path, example: example ?? "none")
    }
  }
}
