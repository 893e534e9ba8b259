import Foundation
import Installation
import Layout
import Yams

/// What Galley must know of an ONNX detector to use it as a teacher; a YAML file.
///
/// `docs/model-cards.md` describes every key.
public struct ModelCard: Codable, Sendable, Hashable {
  /// How a page is fitted into the model's input.
  public enum Resize: String, Codable, Sendable, CaseIterable {
    /// Width and height scaled apart.
    case stretch
    /// Scaled alike and padded on both sides.
    case letterbox
    /// Scaled alike, in the upper left corner, and padded with the page's mean colour.
    case corner
  }

  /// The shape of the model's head.
  public enum Decoder: String, Codable, Sendable, CaseIterable {
    /// Per stride a score map and a map of edge-distance distributions (generalised focal loss).
    case picodet
    /// One output of `[1, 4 + classes, anchors]`: centre, size and class scores.
    case yolov8
    /// A student of 'galley train': corners, class scores and edge variances of every point.
    case student
  }

  /// Order of the colour channels.
  public enum Channels: String, Codable, Sendable, CaseIterable {
    case rgb
    case bgr
  }

  /// How the input is made.
  public struct Input: Codable, Sendable, Hashable {
    /// Width in pixels.
    public var width: Int
    /// Height in pixels.
    public var height: Int
    /// How the page lies in it.
    public var resize: Resize
    /// Channel order.
    public var channels: Channels
    /// Subtracted from channel values in 0...1.
    public var mean: [Double]
    /// Divides what is left.
    public var std: [Double]
    /// Value of a letterbox's padding, 0...255.
    public var padding: Double

    package init(
      width: Int, height: Int, resize: Resize, channels: Channels, mean: [Double], std: [Double],
      padding: Double
    ) {
      (self.width, self.height, self.resize) = (width, height, resize)
      (self.channels, self.mean, self.std, self.padding) = (channels, mean, std, padding)
    }
  }

  /// Another file of the same model, for pages of another shape.
  public struct Shape: Codable, Sendable, Hashable {
    /// As the card's `file`.
    public var file: String
    /// Width in pixels.
    public var width: Int
    /// Height in pixels.
    public var height: Int
  }

  /// Where a graph has what a student learns through.
  public struct Head: Codable, Sendable, Hashable {
    /// Pixels between the points of each level, finest first.
    public var strides: [Int]
    /// For each level the value of class logits, `[1, classes, rows, columns]`, before the sigmoid.
    public var classes: [String]
    /// For each level the value of side logits, `[1, 4 (bins), rows, columns]`, before the softmax.
    public var sides: [String]
  }

  /// One class of the model, in the order of its scores.
  public struct Class: Codable, Sendable, Hashable {
    /// The model's own name for it.
    public var name: String
    /// What it stands for; `nil` (`null`) leaves it out.
    public var role: RegionRole?
  }

  /// Short name.
  public var name: String
  /// The ONNX file: a name in the runtime's `models` folder, or a path relative to the card.
  public var file: String
  /// Licence of the weights, shown to the user.
  public var licence: String
  /// How the input is made.
  public var input: Input
  /// Files for pages of other shapes; each page goes to the file nearest to its own.
  public var shapes: [Shape]?
  /// How the output is read.
  public var decoder: Decoder
  /// Where the graph has what a student learns through; `nil` for a model that only predicts.
  public var head: Head?
  /// Strides of the feature maps, for `picodet`.
  public var strides: [Int]?
  /// Detections below this score are dropped.
  public var scoreFloor: Double
  /// Overlap above which, of two boxes of one class, the weaker is dropped.
  public var nmsOverlap: Double
  /// Most detections a page.
  public var maximumDetections: Int
  /// The model's classes in the order of its scores.
  public var classes: [Class]

  enum CodingKeys: String, CodingKey {
    case name, file, licence, input, shapes, decoder, head, strides, classes
    case scoreFloor = "score_floor"
    case nmsOverlap = "nms_overlap"
    case maximumDetections = "maximum_detections"
  }

  /// Names of the cards that come with Galley.
  public static let builtIn = ["picodet-cdla", "yolov8n-doclaynet"]

  /// A card of each of the model's files: the main one, then those of `shapes`.
  var networks: [ModelCard] {
    var main = self
    main.shapes = nil
    return [main]
      + (shapes ?? []).map { shape in
        var card = main
        (card.file, card.input.width, card.input.height) = (shape.file, shape.width, shape.height)
        return card
      }
  }

  /// The built-in card of that name, or the card in that YAML file, with the places of its model
  /// files: the main one, then those of `shapes`.
  ///
  /// - Throws: `DetectionError`.
  public static func named(
    _ nameOrFile: String, installation: Installation
  ) throws(DetectionError) -> (card: ModelCard, models: [URL]) {
    let location = try location(of: nameOrFile)
    let card = try load(from: location)
    var models: [URL] = []
    for network in card.networks {
      let beside = URL(
        fileURLWithPath: network.file, relativeTo: location.deletingLastPathComponent())
      // A detector that was trained on may keep its file's name.
      let candidates = [beside.absoluteURL, installation.model(network.file)]
      guard
        let model = candidates.compactMap(\.self).first(where: {
          FileManager.default.fileExists(atPath: $0.path)
        })
      else { throw .modelMissing(card: card.name, file: network.file) }
      models.append(model)
    }
    return (card, models)
  }

  /// The built-in card of that name, or the card in that YAML file, wherever its model is.
  ///
  /// - Throws: `DetectionError`.
  public static func card(_ nameOrFile: String) throws(DetectionError) -> ModelCard {
    try load(from: location(of: nameOrFile))
  }

  private static func location(of nameOrFile: String) throws(DetectionError) -> URL {
    // A run of 'galley train' holds the card of its best model.
    let inRun = URL(fileURLWithPath: nameOrFile).appending(path: "teacher.yaml")
    if FileManager.default.fileExists(atPath: inRun.path) { return inRun }
    if nameOrFile.hasSuffix(".yaml") || nameOrFile.hasSuffix(".yml") {
      return URL(fileURLWithPath: nameOrFile)
    }
    guard builtIn.contains(nameOrFile),
      let bundled = Bundle.module.url(
        forResource: nameOrFile, withExtension: "yaml", subdirectory: "ModelCards")
    else { throw .unknownTeacher(name: nameOrFile, known: builtIn) }
    return bundled
  }

  /// Reads and checks a card.
  ///
  /// - Throws: `DetectionError.badCard`.
  public static func load(from file: URL) throws(DetectionError) -> ModelCard {
    let card: ModelCard
    do {
      card = try YAMLDecoder().decode(ModelCard.self, from: Data(contentsOf: file))
    } catch let error as DecodingError {
      throw .badCard(file: file.path, reason: Self.reason(of: error))
    } catch {
      throw .badCard(file: file.path, reason: error.localizedDescription)
    }
    if let reason = card.mistake { throw .badCard(file: file.path, reason: reason) }
    return card
  }

  /// The card as a file of its own.
  public func yaml() throws(DetectionError) -> String {
    do { return try YAMLEncoder().encode(self) } catch {
      throw .badCard(file: name, reason: error.localizedDescription)
    }
  }

  private var mistake: String? {
    let picodet = decoder == .picodet
    let checks: [(Bool, String)] = [
      (!name.isEmpty, "'name' is empty"),
      (!networks.contains { $0.file.isEmpty }, "'file' is empty"),
      (
        networks.allSatisfy { (32...4096).contains($0.input.width) },
        "'input.width', and those of 'shapes', must lie in 32...4096"
      ),
      (
        networks.allSatisfy { (32...4096).contains($0.input.height) },
        "'input.height', and those of 'shapes', must lie in 32...4096"
      ),
      (input.mean.count == 3, "'input.mean' needs three numbers"),
      (input.std.count == 3, "'input.std' needs three numbers"),
      (!input.std.contains { $0 <= 0 }, "'input.std' must be positive"),
      ((0...1).contains(scoreFloor), "'score_floor' must lie in 0...1"),
      ((0...1).contains(nmsOverlap), "'nms_overlap' must lie in 0...1"),
      (maximumDetections > 0, "'maximum_detections' must be positive"),
      (!classes.isEmpty, "'classes' is empty"),
      (!picodet || strides?.isEmpty == false, "the decoder 'picodet' needs 'strides'"),
      (strides?.contains { $0 <= 0 } != true, "'strides' must be positive"),
      (
        head.map {
          $0.strides.count == $0.classes.count && $0.strides.count == $0.sides.count
            && !$0.strides.isEmpty && !$0.strides.contains { $0 <= 0 }
        } != false,
        "'head' needs as many positive 'strides' as 'classes' and 'sides'"
      ),
    ]
    return checks.first { !$0.0 }?.1
  }

  private static func reason(of error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.reduce("") { place, key in
        if let index = key.intValue { return "\(place)[\(index)]" }
        return place.isEmpty ? key.stringValue : "\(place).\(key.stringValue)"
      }
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "'\(place(context.codingPath + [key]))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "'\(place(context.codingPath))': \(context.debugDescription)"
    case .dataCorrupted(let context):
      let key = place(context.codingPath)
      let allowed: String? =
        switch context.codingPath.last?.stringValue {
        case "resize": Resize.allCases.map(\.rawValue).joined(separator: ", ")
        case "decoder": Decoder.allCases.map(\.rawValue).joined(separator: ", ")
        case "channels": Channels.allCases.map(\.rawValue).joined(separator: ", ")
        case "role": RegionRole.allCases.map(\.rawValue).joined(separator: ", ") + ", null"
        default: nil
        }
      if let allowed { return "'\(key)' must be one of \(allowed)" }
      return key.isEmpty ? context.debugDescription : "'\(key)': \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
