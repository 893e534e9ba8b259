import Foundation
import Layout

/// The labelled pages of a COCO annotation file.
public struct COCOLabels: Sendable {
  /// A labelled page.
  public struct Page: Sendable, Equatable {
    /// The image or `FILE#page=N`, relative to the annotation file.
    public var name: String
    /// The document that it is of, where the file says so (`document`, or DocLayNet's `doc_name`).
    public var document: String?
    /// Width in pixels; boxes are given in its scale.
    public var width: Int
    /// Height in pixels.
    public var height: Int
    /// Its boxes (pixels) with the names of their categories.
    public var regions: [Region]
  }

  /// A labelled box.
  public struct Region: Sendable, Equatable {
    /// Pixels of the image.
    public var box: Box
    /// The name of its category.
    public var category: String
  }

  /// The file.
  public let file: URL
  /// Pages in the order of the file.
  public let pages: [Page]

  private struct Dataset: Decodable {
    struct Image: Decodable {
      var id: Int
      var file_name: String
      var width: Int
      var height: Int
      var document: String?
      var doc_name: String?
    }
    struct Annotation: Decodable {
      var image_id: Int
      var category_id: Int
      var bbox: [Double]
      var iscrowd: Int?
    }
    struct Category: Decodable {
      var id: Int
      var name: String
    }
    var images: [Image]
    var annotations: [Annotation]
    var categories: [Category]
  }

  /// Reads a COCO annotation file; boxes that mark crowds are left out.
  ///
  /// - Throws: `InterchangeError.cannotRead` or `.notCOCO`.
  public init(contentsOf file: URL) throws(InterchangeError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw .cannotRead(file: file.path, reason: error.localizedDescription)
    }
    let dataset: Dataset
    do {
      dataset = try JSONDecoder().decode(Dataset.self, from: bytes)
    } catch {
      throw .notCOCO(
        file: file.path, reason: "it needs 'images', 'annotations' with boxes and 'categories'")
    }
    let names = Dictionary(
      dataset.categories.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var regions: [Int: [Region]] = [:]
    for annotation in dataset.annotations where annotation.iscrowd != 1 {
      guard let category = names[annotation.category_id], annotation.bbox.count == 4 else {
        throw .notCOCO(
          file: file.path,
          reason: "an annotation of image \(annotation.image_id) has no category or no box")
      }
      let box = annotation.bbox
      regions[annotation.image_id, default: []].append(
        Region(box: Box(x: box[0], y: box[1], width: box[2], height: box[3]), category: category))
    }
    self.file = file
    pages = dataset.images.map {
      Page(
        name: $0.file_name, document: $0.document ?? $0.doc_name, width: $0.width,
        height: $0.height, regions: regions[$0.id] ?? [])
    }
  }
}
