import LabelStore
import Layout

/// The labelled pages of a project: its fused regions as pseudo-labels, and what people labelled.
///
/// Accepted regions are labels; those that are ignored or await review are neither labels nor
/// background. What people decided stands above the fusion; on a page that a person is done with,
/// nothing is left open.
public enum ProjectPages {
  /// Reads them, page by page.
  ///
  /// - Parameter classMap: from the project's class names to the taxonomy's.
  /// - Throws: `TrainingDataError.labels`, `.unknownTarget`, `.noMatchingClass`, `.unknownClass`.
  public static func read(
    _ store: LabelStore, taxonomy: Taxonomy, classMap: ClassMap = ClassMap()
  ) async throws(TrainingDataError) -> TrainingSet {
    var set = TrainingSet()
    do {
      let own = try await store.taxonomy()
      let names = own.classes.map(\.name)
      let mapping = ClassMapping(
        try classMap.indices(of: names, in: taxonomy), classes: taxonomy.count)
      guard mapping.reachesAny else {
        throw TrainingDataError.noMatchingClass(
          source: store.project.path, taxonomy: taxonomy.name)
      }
      for key in try await store.pageKeys() {
        guard let labels = try await store.labels(of: key) else { continue }
        let audited = AuditedPage(
          labels, corrections: try await store.corrections(of: key), taxonomy: own)
        try append(
          labels.page, audited.regions, isDone: try await store.isDone(key), mapping, to: &set)
      }
    } catch let error as LabelStoreError {
      throw .from(error)
    } catch let error as TrainingDataError {
      throw error
    } catch {
      throw .labels(reason: "\(store.project.path): \(error)")
    }
    return set
  }

  private static func append(
    _ page: Page, _ regions: [AuditedRegion], isDone: Bool, _ mapping: ClassMapping,
    to set: inout TrainingSet
  ) throws(TrainingDataError) {
    var training = TrainingPage(
      image: PageReference(
        file: page.file, number: page.number, dpi: page.dpi, fileHash: page.fileHash),
      width: page.width, height: page.height,
      document: DocumentName.of(page.file))
    do throws(TrainingDataError) {
      try training.image.checkFile()
      try TrainingPage.check(width: page.width, height: page.height, page: training.image.name)
    } catch {
      set.skipped.append(.init(page: training.image.name, error: error))
      return
    }
    for region in regions where region.status != .rejected {
      if isDone, region.status == .open { continue }
      guard let own = region.classIndex,
        let index = try mapping.index(of: own, page: training.image.name)
      else {
        set.leftOutBoxes += 1
        continue
      }
      guard region.status == .open, let fused = region.fused else {
        training.regions.append(TrainingRegion(box: region.box, classIndex: index))
        continue
      }
      training.regions.append(
        TrainingRegion(
          box: fused.box, classIndex: index, variance: fused.variance, confidence: fused.score,
          classProbabilities: mapping.probabilities(fused.classProbabilities),
          isIgnored: fused.decision != .accepted, source: .pseudo))
    }
    set.append(training, bounds: page.bounds)
  }
}

/// From the classes of a project to those that are trained.
private struct ClassMapping {
  private let indices: [Int?]
  private let classes: Int

  init(_ indices: [Int?], classes: Int) {
    self.indices = indices
    self.classes = classes
  }

  var reachesAny: Bool { indices.contains { $0 != nil } }

  /// The class that is trained; `nil` where it is left out.
  func index(of classIndex: Int, page: String) throws(TrainingDataError) -> Int? {
    guard indices.indices.contains(classIndex) else {
      throw .unknownClass(page: page, classIndex: classIndex, classes: indices.count)
    }
    return indices[classIndex]
  }

  /// Probabilities over the classes that are trained, which sum to 1; `nil` where nothing is left.
  func probabilities(_ own: [Double]) -> [Double]? {
    var mapped = [Double](repeating: 0, count: classes)
    for (index, probability) in zip(indices, own) {
      if let index { mapped[index] += probability }
    }
    let sum = mapped.reduce(0, +)
    return sum > 0 ? mapped.map { $0 / sum } : nil
  }
}
