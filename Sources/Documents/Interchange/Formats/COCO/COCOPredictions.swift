import Evaluation

/// The predictions of a file, by the images and classes of a truth file.
public struct COCOPredictions: Sendable {
  /// The file, for messages.
  public let file: String
  /// The predicted boxes in the file's order.
  public let boxes: [ScoredBox]
  /// The images that the file lists; `nil` for a plain list of results.
  public let listed: Set<Int>?

  init(
    _ scan: COCOScan, images: COCOIDs, categories: COCOIDs
  ) throws(InterchangeError) {
    file = scan.file
    let list = scan.isPlainList ? "" : "annotations"
    let found = try scan.required(\.boxes, "annotations")
    var boxes: [ScoredBox] = []
    boxes.reserveCapacity(found.count)
    for (index, box) in found.enumerated() {
      func place() -> (String, String) { (scan.file, "\(list)[\(index)]") }
      guard let score = box.score else {
        throw .badCOCO(
          file: place().0, place: place().1,
          reason: ImportFault.missing("score", "a number that is larger the surer it is").reason)
      }
      boxes.append(
        ScoredBox(
          image: try images.place(of: box.image, at: place()),
          classIndex: try categories.place(of: box.category, at: place()),
          extent: try box.sizedExtent(at: place()), score: score))
    }
    self.boxes = boxes
    listed = scan.images.map { Set($0.compactMap { images.place(of: $0.id) }) }
  }

  /// The images with a prediction.
  public var predicted: Set<Int> { Set(boxes.map(\.image)) }
}
