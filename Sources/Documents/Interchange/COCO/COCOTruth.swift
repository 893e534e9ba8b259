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

  /// A class as the file lists it.
  public struct Category: Sendable, Hashable {
    /// Its id.
    public var id: Int
    /// Its name.
    public var name: String
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
  public let categories: [Category]
  /// The labelled boxes by the id of their image, in the file's order.
  public let labelsByImage: [Int: [Label]]
  private let images: PageNames<Image>

  /// Reads a COCO annotation file.
  ///
  /// - Throws: `InterchangeError.cannotRead` or `.notCOCO`.
  public init(contentsOf file: URL) throws(InterchangeError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw .cannotRead(file: file.path, reason: error.localizedDescription)
    }
    let dataset: COCOTruthRecords
    do {
      dataset = try JSONDecoder().decode(COCOTruthRecords.self, from: bytes)
    } catch {
      throw .notCOCO(file: file.path, reason: "it needs 'images' and 'categories' with ids")
    }
    self.file = file.path
    var entries: [Entry] = []
    var images = PageNames<Image>()
    for entry in dataset.images {
      guard entry.width > 0, entry.height > 0 else {
        throw .notCOCO(
          file: file.path,
          reason: "image \(entry.id) is \(entry.width) x \(entry.height) pixels")
      }
      let image = Image(id: entry.id, width: entry.width, height: entry.height)
      images.add(entry.file_name, image)
      entries.append(
        Entry(
          name: entry.file_name, document: entry.document ?? entry.doc_name,
          dpi: entry.galley?.dpi, fileHash: entry.galley?.sha256, image: image))
      if let pdf = entry.pdf { images.add("\(pdf)#page=\(entry.pdf_page ?? 1)", image) }
    }
    self.entries = entries
    self.images = images
    categories = dataset.categories.map { Category(id: $0.id, name: $0.name) }
    labels = (dataset.annotations ?? []).compactMap(Label.init)
    labelsByImage = Dictionary(grouping: labels, by: \.image)
    emptyLabels = (dataset.annotations ?? []).count - labels.count
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
