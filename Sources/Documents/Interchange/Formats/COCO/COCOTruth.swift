import Foundation
import Layout

/// A COCO annotation file: images found by file name, categories by class name, labelled boxes.
public struct COCOTruth: Sendable {
  /// An image as the file knows it.
  public struct Image: Sendable, Hashable {
    /// Its id.
    public var id: Int
    /// Width in pixels; boxes are given in its scale.
    public var width: Int
    /// Height in pixels.
    public var height: Int

    /// The whole image.
    public var bounds: Box { Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height)) }
  }

  /// An image as the file lists it.
  public struct Entry: Sendable, Hashable {
    /// Its file, relative to the annotation file, with `#page=N` for a page of a PDF.
    public var name: String
    /// The document that it is a page of, where the file says so: `document`, or DocLayNet's
    /// `doc_name`.
    public var document: String?
    /// Resolution at which Galley drew it, where the file says so.
    public var dpi: Double?
    /// SHA-256 of its file, hex, where the file says so.
    public var fileHash: String?
    /// Its id and size.
    public var image: Image
  }

  /// A box that someone labelled.
  public struct Label: Sendable, Hashable {
    /// Id of its image.
    public var image: Int
    /// Id of its category.
    public var category: Int
    /// Box in pixels of the image as the file knows it.
    public var box: Box
    /// Whether it stands for many that were not told apart.
    public var isCrowd: Bool
    /// How sure its maker was, 0...1; `nil` where the file does not say.
    public var score: Double?
    /// What Galley's own export says of it; `nil` in other files.
    public var pseudoLabel: PseudoLabel?
  }

  /// What Galley's own export says of a box.
  public struct PseudoLabel: Sendable, Hashable {
    /// Variance of each edge, px².
    public var variance: BoxVariance
    /// What became of it; `nil` for a region of a single source.
    public var decision: Decision?
    /// Who estimated it; `nil` for a fused region.
    public var source: EstimateSource?
  }

  /// The file, for messages.
  public let file: String
  /// The images, in the file's order.
  public let entries: [Entry]
  /// The labelled boxes, in the file's order.
  public let labels: [Label]
  /// Boxes without a size, which are left out.
  public let emptyLabels: Int
  /// The classes, in the file's order.
  public let categories: [COCOCategory]
  /// The labelled boxes by the id of their image, in the file's order.
  public let labelsByImage: [Int: [Label]]
  private let images: PageNames<Image>

  /// Reads a COCO annotation file.
  ///
  /// - Throws: `InterchangeError.cannotRead`, or `.badCOCO`, which says where.
  public init(contentsOf file: URL) throws(InterchangeError) {
    let scan = try COCOScan(contentsOf: file)
    self.file = scan.file
    var entries: [Entry] = []
    var images = PageNames<Image>()
    for (index, listed) in try scan.required(\.images, "images").enumerated() {
      guard let name = listed.name, let width = listed.width, let height = listed.height,
        width > 0, height > 0
      else {
        throw .badCOCO(
          file: file.path, place: "images[\(index)]",
          reason: "needs a file_name, and a width and height above 0 in pixels")
      }
      let image = Image(id: listed.id, width: width, height: height)
      images.add(name, image)
      entries.append(
        Entry(
          name: name, document: listed.document, dpi: listed.origin.dpi,
          fileHash: listed.origin.fileHash, image: image))
      if let pdf = listed.pdf.file { images.add("\(pdf)#page=\(listed.pdf.page ?? 1)", image) }
    }
    self.entries = entries
    self.images = images
    categories = try scan.required(\.categories, "categories")
    try COCOIDs.checkUnique(
      entries.lazy.map(\.image.id), kind: "image", list: "images", file: scan.file)
    let classes = try COCOIDs(
      categories.map(\.id), kind: "category", list: "categories", file: scan.file)
    let boxes = scan.boxes ?? []
    for (index, box) in boxes.enumerated() {
      _ = try classes.place(of: box.category, at: (scan.file, "annotations[\(index)]"))
    }
    labels = boxes.compactMap(Label.init)
    labelsByImage = Dictionary(grouping: labels, by: \.image)
    emptyLabels = boxes.count - labels.count
  }

  /// The image that a page is: by base name and, where several share it, by the longest common
  /// end of the paths; `nil` when there is none or it stays unclear.
  public func image(named name: String) -> Image? { images[name] }

  /// For each class of a taxonomy the category id of the same name; `nil` where there is none.
  public func categoryIDs(for taxonomy: Taxonomy) -> [Int?] {
    var ids = [Int?](repeating: nil, count: taxonomy.count)
    for category in categories {
      if let index = taxonomy.classIndex(named: category.name) { ids[index] = category.id }
    }
    return ids
  }
}

extension COCOTruth.Label {
  /// A box that has a size; `nil` for any other.
  init?(_ entry: COCOBox) {
    let extent = entry.extent
    let box = Box(x: extent.x, y: extent.y, width: extent.width, height: extent.height)
    guard box.isValid else { return nil }
    self.init(
      image: entry.image, category: entry.category, box: box, isCrowd: entry.isCrowd,
      score: entry.score, pseudoLabel: entry.pseudoLabel)
  }
}
