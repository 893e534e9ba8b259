import Evaluation
import Foundation

/// A COCO truth file and predictions for it, ready to be scored.
public struct COCOEvaluation: Sendable {
  /// Classes, by id; `classIndex` of the boxes counts them from 0.
  public let categories: [COCOCategory]
  /// Images of the truth file.
  public let imageCount: Int
  /// The labelled boxes in the file's order.
  public let truth: [TruthBox]
  /// The predicted boxes in the file's order.
  public let detections: [ScoredBox]
  /// Whether a label has the id 0, which `pycocotools` takes for no label when it is found.
  public let hasLabelZero: Bool

  /// Reads both files, side by side.
  ///
  /// - Parameters:
  ///   - truth: a COCO data set; a label without `area` has that of its box.
  ///   - predictions: a list of `image_id`, `category_id`, `bbox` and `score`, or a COCO data set
  ///     whose annotations have scores.
  /// - Throws: `InterchangeError`, which names the file, the place and the remedy.
  public init(truth: URL, predictions: URL) async throws {
    async let labelled = COCOScan(contentsOf: truth)
    async let predicted = COCOScan(contentsOf: predictions)
    try await self.init(labelled, predicted)
  }

  private init(_ labelled: COCOScan, _ predicted: COCOScan) throws(InterchangeError) {
    let images = try COCOIDs(
      labelled.required(\.images, "images").map(\.id), kind: "image", list: "images",
      file: labelled.file)
    let named = try labelled.required(\.categories, "categories")
    let labels = try labelled.required(\.boxes, "annotations")
    let classes = try COCOIDs(
      named.map(\.id), kind: "category", list: "categories", file: labelled.file)
    try COCOIDs.checkUnique(
      labels.lazy.map(\.id), kind: "annotation", list: "annotations", file: labelled.file)
    imageCount = images.count
    categories = named.sorted { $0.id < $1.id }
    hasLabelZero = labels.contains { $0.id == 0 }

    var truth: [TruthBox] = []
    truth.reserveCapacity(labels.count)
    for (index, label) in labels.enumerated() {
      func place() -> (String, String) { (labelled.file, "annotations[\(index)]") }
      var box = TruthBox(
        image: try images.place(of: label.image, at: place()),
        classIndex: try classes.place(of: label.category, at: place()),
        extent: try label.sizedExtent(at: place()), area: label.area, isCrowd: label.isCrowd)
      box.isNeverFound = label.id == 0
      truth.append(box)
    }
    self.truth = truth

    let boxes = try predicted.required(\.boxes, "annotations")
    let list = predicted.isPlainList ? "" : "annotations"
    var detections: [ScoredBox] = []
    detections.reserveCapacity(boxes.count)
    for (index, box) in boxes.enumerated() {
      func place() -> (String, String) { (predicted.file, "\(list)[\(index)]") }
      guard let score = box.score else {
        throw .badCOCO(
          file: place().0, place: place().1,
          reason: ImportFault.missing("score", "a number that is larger the surer it is").reason)
      }
      detections.append(
        ScoredBox(
          image: try images.place(of: box.image, at: place()),
          classIndex: try classes.place(of: box.category, at: place()),
          extent: try box.sizedExtent(at: place()), score: score))
    }
    self.detections = detections
  }
}
