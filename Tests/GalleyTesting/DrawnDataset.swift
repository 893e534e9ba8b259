import Foundation

/// A folder of drawn pages with their COCO annotations.
public struct DrawnDataset: Sendable {
  /// Holds `annotations.json` and `images/`.
  public let folder: URL

  /// Draws so many pages, each a document of its own.
  public init(pages: Int, size: Int = 128) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "drawn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "images"), withIntermediateDirectories: true)
    var (images, annotations): ([[String: Any]], [[String: Any]]) = ([], [])
    for index in 0..<pages {
      let page = DrawnPage(seed: UInt64(index + 1), size: size)
      let name = "page\(index).pgm"
      var file = Data("P5\n\(size) \(size)\n255\n".utf8)
      file.append(contentsOf: page.pixels)
      try file.write(to: folder.appending(path: "images").appending(path: name))
      images.append([
        "id": index + 1, "file_name": name, "width": size, "height": size,
        "document": "document \(index)",
      ])
      for region in page.regions {
        annotations.append([
          "id": annotations.count + 1, "image_id": index + 1,
          "category_id": region.kind.rawValue + 1,
          "bbox": [region.x, region.y, region.width, region.height],
          "area": region.width * region.height, "iscrowd": 0,
        ])
      }
    }
    let categories = ["title", "text", "list", "table", "figure"].enumerated().map {
      ["id": $0 + 1, "name": $1] as [String: Any]
    }
    let file = try JSONSerialization.data(
      withJSONObject: ["images": images, "annotations": annotations, "categories": categories])
    try file.write(to: folder.appending(path: "annotations.json"))
  }

  /// Removes the folder.
  public func remove() { try? FileManager.default.removeItem(at: folder) }
}
