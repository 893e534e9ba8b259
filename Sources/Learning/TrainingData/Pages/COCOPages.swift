import Foundation
import Interchange
import Layout

/// The pages of a COCO annotation file.
///
/// Boxes of a foreign file are human labels. Those of Galley's own export bring their scores and
/// variances: they are pseudo-labels, and what was not accepted is ignored.
public enum COCOPages {
  /// Reads them.
  ///
  /// A page whose image is missing or too small is skipped and counted, as are boxes without an
  /// area and those that lie on no page; boxes of classes that the taxonomy lacks are left out.
  ///
  /// - Parameters:
  ///   - annotations: the file.
  ///   - images: the folder that its `file_name`s start from; by default the file's own, then
  ///     `images` beside it, then the working folder.
  ///   - classMap: from the file's class names to the taxonomy's.
  /// - Throws: `TrainingDataError.labels`, `.unknownTarget`, `.noMatchingClass`.
  public static func read(
    _ annotations: URL, images: URL? = nil, taxonomy: Taxonomy, classMap: ClassMap = ClassMap()
  ) throws(TrainingDataError) -> TrainingSet {
    let truth: COCOTruth
    do { truth = try COCOTruth(contentsOf: annotations) } catch { throw .from(error) }
    let classes = try classes(of: truth, taxonomy: taxonomy, classMap: classMap)
    let folders = ImageFolders(
      images.map { [$0.path] }
        ?? [
          annotations.deletingLastPathComponent().path,
          annotations.deletingLastPathComponent().appending(path: "images").path, "",
        ])
    var set = TrainingSet()
    set.degenerateBoxes = truth.emptyLabels
    let images = Set(truth.entries.map(\.image.id))
    set.strayBoxes = truth.labels.count { !images.contains($0.image) }
    for entry in truth.entries {
      let (name, number) = PageReference.parts(of: entry.name)
      let reference = PageReference(
        file: folders.path(of: name), number: number, dpi: entry.dpi ?? 100,
        fileHash: entry.fileHash)
      if let error = fault(of: reference, entry.image) {
        set.skipped.append(.init(page: reference.name, error: error))
        continue
      }
      var page = TrainingPage(
        image: reference, width: entry.image.width, height: entry.image.height,
        document: entry.document ?? DocumentName.of(entry.name))
      for label in truth.labelsByImage[entry.image.id] ?? [] {
        guard let classIndex = classes[label.category] else {
          set.leftOutBoxes += 1
          continue
        }
        page.regions.append(region(label, classIndex))
      }
      set.append(page, bounds: entry.image.bounds)
    }
    return set
  }

  private static func classes(
    of truth: COCOTruth, taxonomy: Taxonomy, classMap: ClassMap
  ) throws(TrainingDataError) -> [Int: Int] {
    let indices = try classMap.indices(of: truth.categories.map(\.name), in: taxonomy)
    guard truth.labels.isEmpty || indices.contains(where: { $0 != nil }) else {
      throw .noMatchingClass(source: truth.file, taxonomy: taxonomy.name)
    }
    return Dictionary(
      uniqueKeysWithValues: zip(truth.categories, indices).compactMap { category, index in
        index.map { (category.id, $0) }
      })
  }

  private static func fault(
    of reference: PageReference, _ image: COCOTruth.Image
  ) -> TrainingDataError? {
    do throws(TrainingDataError) {
      try reference.checkFile()
      try TrainingPage.check(width: image.width, height: image.height, page: reference.name)
      return nil
    } catch { return error }
  }

  private static func region(_ label: COCOTruth.Label, _ classIndex: Int) -> TrainingRegion {
    guard let pseudo = label.pseudoLabel, pseudo.source != .human else {
      return TrainingRegion(box: label.box, classIndex: classIndex, isIgnored: label.isCrowd)
    }
    return TrainingRegion(
      box: label.box, classIndex: classIndex, variance: pseudo.variance,
      confidence: min(1, max(0, label.score ?? 1)),
      isIgnored: label.isCrowd || (pseudo.decision ?? .accepted) != .accepted, source: .pseudo)
  }
}

/// Folders in which an image is looked for.
private struct ImageFolders {
  private let folders: [String]

  init(_ folders: [String]) { self.folders = folders }

  /// The first path that is there, or else the first.
  func path(of name: String) -> String {
    guard !name.hasPrefix("/") else { return name }
    let paths = folders.map { $0.isEmpty ? name : "\($0)/\(name)" }
    return paths.first { FileManager.default.fileExists(atPath: $0) } ?? paths.first ?? name
  }
}
