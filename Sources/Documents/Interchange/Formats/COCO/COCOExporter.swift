import Foundation
import Layout

/// What a COCO export holds.
public struct COCOOptions: Sendable {
  /// The shape of the file.
  public enum Form: Sendable {
    /// A data set: images, categories, annotations.
    case dataset
    /// A plain list of scored boxes, as pycocotools' `loadRes` wants it.
    case results
  }

  /// Whose regions.
  public var source: RegionSource
  /// Which fused regions.
  public var decisions: Set<Decision>
  /// Data set or results.
  public var form: Form
  /// Ids to take over.
  public var truth: COCOTruth?
  /// Besides a region's class, other classes that score at least this (`classScores`) are written
  /// as weaker boxes; `nil` writes one box a region.
  public var alternatives: Double?

  /// Makes options; the defaults give the labels to train on.
  public init(
    source: RegionSource = .fused, decisions: Set<Decision> = [.accepted], form: Form = .dataset,
    truth: COCOTruth? = nil, alternatives: Double? = nil
  ) {
    self.source = source
    self.decisions = decisions
    self.form = form
    self.truth = truth
    self.alternatives = alternatives
  }
}

/// Writes labelled pages as COCO JSON, page by page; the file appears when it is finished.
public final class COCOExporter {
  let taxonomy: Taxonomy
  private let options: COCOOptions
  let categoryIDs: [Int?]
  private let main: AtomicFile
  private let annotations: AtomicFile
  private var imageCount = 0
  private var firstName: String?
  private var namesByTruthImage: [Int: String] = [:]
  /// Boxes written.
  public private(set) var annotationCount = 0
  /// Pages that the truth does not list.
  public private(set) var unmatchedPages = 0
  /// Regions left out because their boxes are empty or inverted.
  public internal(set) var droppedRegions = 0

  /// Opens an export; `output` `nil` is standard output.
  ///
  /// - Throws: `InterchangeError`.
  public init(
    taxonomy: Taxonomy, options: COCOOptions, output: URL?
  ) throws(InterchangeError) {
    self.taxonomy = taxonomy
    self.options = options
    if let truth = options.truth {
      categoryIDs = truth.categoryIDs(for: taxonomy)
      guard categoryIDs.contains(where: { $0 != nil }) else {
        throw .noMatchingClass(truth: truth.file, taxonomy: taxonomy.name)
      }
    } else {
      categoryIDs = (1...taxonomy.count).map { $0 }
    }
    main = try AtomicFile(output)
    annotations = try AtomicFile.scratch()
    guard options.form == .dataset else { return }
    try main.write("{\n\"info\": {\"description\": \"labels made by galley\"},\n")
    try main.write("\"licenses\": [],\n\"categories\": [")
    var isFirst = true
    for (index, region) in taxonomy.classes.enumerated() {
      guard let id = categoryIDs[index] else { continue }
      try main.write(isFirst ? "\n" : ",\n")
      try main.write(JSON.text(COCOCategory(id: id, name: region.name)))
      isFirst = false
    }
    try main.write("\n],\n\"images\": [")
  }

  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ labels: LabelledPage) throws(InterchangeError) {
    try labels.check(against: taxonomy)
    guard let image = try image(of: labels.page) else { return }
    for region in regions(of: labels) {
      guard region.box.isValid else {
        droppedRegions += 1
        continue
      }
      for box in boxes(of: region, image: image, page: labels.page) { try write(box) }
    }
  }

  /// Lists a page's image; `nil` for one that the truth does not list.
  func image(of page: Page) throws(InterchangeError) -> COCOTruth.Image? {
    let name = page.name
    firstName = firstName ?? name
    var image = COCOTruth.Image(id: imageCount + 1, width: page.width, height: page.height)
    if let truth = options.truth {
      guard let known = truth.image(named: name) else {
        unmatchedPages += 1
        return nil
      }
      if let other = namesByTruthImage.updateValue(name, forKey: known.id) {
        throw .sameImageTwice(truth: truth.file, first: other, second: name)
      }
      image = known
    }
    imageCount += 1
    if options.form == .dataset {
      try main.write(imageCount == 1 ? "\n" : ",\n")
      try main.write(JSON.text(COCOImage(image, name: name, page: page)))
    }
    return image
  }

  /// Writes a box under the next id.
  func write(_ box: COCOAnnotation) throws(InterchangeError) {
    annotationCount += 1
    try annotations.write(annotationCount == 1 ? "\n" : ",\n")
    switch options.form {
    case .dataset: try annotations.write(JSON.text(box.numbered(annotationCount)))
    case .results: try annotations.write(JSON.text(box.result))
    }
  }

  /// Completes the file and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) {
    if let truth = options.truth, imageCount == 0, let firstName {
      throw .noMatchingImage(truth: truth.file, example: firstName)
    }
    switch options.form {
    case .dataset:
      try main.write("\n],\n\"annotations\": [")
      try main.append(annotations)
      try main.write("\n]\n}\n")
    case .results:
      try main.write("[")
      try main.append(annotations)
      try main.write("\n]\n")
    }
    try main.finish()
  }

  private func regions(of labels: LabelledPage) -> [COCORegion] {
    switch options.source {
    case .fused:
      labels.fused.filter { options.decisions.contains($0.decision) }.map(COCORegion.init)
    case .teacher: labels.teacher.map(COCORegion.init)
    case .text: labels.proposals.ofLeadingTextSource.map(COCORegion.init)
    }
  }

  private func boxes(
    of region: COCORegion, image: COCOTruth.Image, page: Page
  ) -> [COCOAnnotation] {
    let (scaleX, scaleY) = image.scale(from: page)
    let classes = listedClasses(
      region.classScores, own: region.classIndex, least: options.alternatives)
    return classes.compactMap { index in
      categoryIDs[index].map {
        COCOAnnotation(
          region, image: image.id, category: $0, score: region.classScores[index],
          box: region.box.scaled(x: scaleX, y: scaleY),
          variance: region.variance.scaled(x: scaleX, y: scaleY))
      }
    }
  }
}
