import Detection
import Foundation
import Layout
import Student
import Tensors

/// Writes a trained student for programs that know nothing of Galley.
public enum StudentExport {
  /// The formats of `galley export-model`.
  public enum Format: String, CaseIterable, Sendable {
    case onnx, safetensors
  }

  /// Least score of a detection that another program is told to keep.
  private static let scoreFloor = 0.01

  /// Writes the model; an ONNX file gets a model card of the same name beside it, with which
  /// `galley label --teacher` uses it.
  ///
  /// The ONNX file takes `image`, `[1, 3, input, input]`, normalised, and gives for every point
  /// `boxes` (corners, pixels), `scores` (by class) and `variances` (of the edges, px²).
  ///
  /// - Throws: `TrainingError`.
  public static func write(
    _ model: StudentModel, as format: Format, to path: String
  ) throws(TrainingError) {
    if format == .onnx, cardPath(path) == URL(fileURLWithPath: path).path {
      throw .badValue(
        key: "--output", value: "'\(path)'",
        allowed: "a name for an ONNX file: its card has that name; use .onnx")
    }
    if format == .onnx, FileManager.default.fileExists(atPath: cardPath(path)),
      (try? ModelCard.load(from: URL(fileURLWithPath: cardPath(path)))) == nil
    {
      throw .badValue(
        key: "--output", value: "'\(path)'",
        allowed: "another name: \(cardPath(path)) is no model card, and would be replaced by one")
    }
    try translating {
      switch format {
      case .safetensors:
        try Safetensors(model.store.tensors, metadata: model.metadata).save(to: path)
      case .onnx:
        let side = model.card.input.roundedUp(toMultipleOf: 32)
        let file = try onnx(model, width: side, height: side).file
        try write(file, to: path)
        let card = try card(of: model.card, file: path, side: side)
        try write(Data(card.utf8), to: cardPath(path))
      }
    }
  }

  /// The ONNX file for inputs of one shape, with the points that it tells of.
  static func onnx(
    _ model: StudentModel, width: Int, height: Int
  ) throws(TensorError) -> (file: Data, points: AnchorPoints) {
    var points = AnchorPoints(strides: [], sizes: [])
    let file = try ONNXExport.file(
      input: "image", example: try Tensor.zeros([1, 3, height, width]),
      outputs: ["boxes", "scores", "variances"],
      metadata: ["classes": model.card.classes.joined(separator: "\n")]
    ) { (image) throws(TensorError) in
      let output = try model.student(image, .inference)
      points = output.points
      return [try output.boxes(), try output.classLogits.sigmoid(), try output.variances()]
    }
    return (file, points)
  }

  /// Where the card of a model file lies.
  public static func cardPath(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("yaml").path
  }

  private static func write(_ data: Data, to path: String) throws(TrainingError) {
    do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw .runFolder(path: path, reason: "it cannot be written: \(error.systemReason)")
    }
  }

  private static func card(
    of card: StudentModel.Card, file: String, side: Int
  ) throws -> String {
    let taxonomy = try card.makeTaxonomy()
    let classes = taxonomy.classes.map { region in
      let role = region.roles.first.map(\.rawValue) ?? "null"
      return "  - {name: \(YAMLText.quoted(region.name)), role: \(role)}"
    }
    return """
      name: \(card.preset.rawValue)
      file: \(YAMLText.quoted(URL(fileURLWithPath: file).lastPathComponent))
      licence: your own
      input:
        width: \(side)
        height: \(side)
        resize: corner
        channels: rgb
        mean: [0.485, 0.456, 0.406]
        std: [0.229, 0.224, 0.225]
        padding: 255
      decoder: student
      score_floor: \(scoreFloor)
      nms_overlap: 0.6
      maximum_detections: 100
      classes:
      \(classes.joined(separator: "\n"))

      """
  }
}

extension Int {
  fileprivate func roundedUp(toMultipleOf step: Int) -> Int { (self + step - 1) / step * step }
}
