import Evaluation
import Foundation

/// A COCO truth file and predictions for it, ready to be scored.
public struct COCOEvaluation: Sendable {
  /// An image of the truth file.
  public struct Image: Sendable, Hashable {
    /// Its file; its id where it has none.
    public var name: String
    /// The document that it is a page of, where the file says so.
    public var document: String?
  }

  /// Classes, by id; `classIndex` of the boxes counts them from 0.
  public let categories: [COCOCategory]
  /// Images of the truth file, by id; `image` of the boxes counts them from 0.
  public let images: [Image]
  /// The labelled boxes in the file's order.
  public let truth: [TruthBox]
  /// The predictions.
  public let predictions: COCOPredictions
  /// Whether a label has the id 0, which `pycocotools` takes for no label when it is found.
  public let hasLabelZero: Bool
  private let ids: (images: COCOIDs, categories: COCOIDs)

  /// The predicted boxes in the file's order.
  public var detections: [ScoredBox] { predictions.boxes }

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
    self.images = try labelled.required(\.images, "images").sorted { $0.id < $1.id }.map {
      Image(name: $0.name ?? "\($0.id)", document: $0.document)
    }
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

    ids = (images, classes)
    predictions = try COCOPredictions(predicted, images: images, categories: classes)
  }

  /// Reads further predictions for the same truth.
  ///
  /// - Throws: `InterchangeError`, which names the file, the place and the remedy.
  public func predictions(in file: URL) throws(InterchangeError) -> COCOPredictions {
    try COCOPredictions(
      COCOScan(contentsOf: file), images: ids.images, categories: ids.categories)
  }
}
