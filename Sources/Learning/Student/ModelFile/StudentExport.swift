import Detection
import Foundation
import Layout
import Settings
import Tensors

/// Writes a trained student for programs that know nothing of Galley.
public enum StudentExport {
  /// The formats of `galley export-model`.
  public enum Format: String, CaseIterable, Sendable {
    case onnx, detector, safetensors

    /// Whether a model card is written beside the file.
    public var hasCard: Bool { self != .safetensors }
  }

  /// Least score of a detection that another program is told to keep.
  private static let scoreFloor = 0.01

  /// Writes the model; an ONNX file gets two more beside it, for upright and for lying pages
  /// (`-portrait`, `-landscape`), and a model card of the same name, with which
  /// `galley label --teacher` uses them.
  ///
  /// The ONNX file takes `image`, `[1, 3, height, width]`, normalised, and gives for every point
  /// `boxes` (corners, pixels), `scores` (by class) and `variances` (of the edges, px²). As
  /// `detector` it is the graph that training started from.
  ///
  /// - Throws: `StudentError`.
  public static func write(
    _ model: StudentModel, as format: Format, to path: String
  ) throws(StudentError) {
    if format.hasCard, cardPath(path) == URL(fileURLWithPath: path).path {
      throw .badName(
        file: path, allowed: "a name for an ONNX file: its card has that name; use .onnx")
    }
    if format.hasCard, FileManager.default.fileExists(atPath: cardPath(path)),
      (try? ModelCard.load(from: URL(fileURLWithPath: cardPath(path)))) == nil
    {
      throw .badName(
        file: path,
        allowed: "another name: \(cardPath(path)) is no model card, and would be replaced by one")
    }
    try StudentError.translating {
      switch format {
      case .safetensors:
        try model.write(to: path)
      case .detector:
        let trained = try model.trainedGraph(file: URL(fileURLWithPath: path).lastPathComponent)
        try write(trained.graph, to: path)
        try write(Data(trained.card.utf8), to: cardPath(path))
      case .onnx:
        let shapes = shapes(side: model.card.input, main: path)
        for shape in shapes {
          let file = try onnx(model, width: shape.width, height: shape.height).file
          try write(file, to: shape.path)
        }
        try write(Data(try card(of: model.card, shapes).utf8), to: cardPath(path))
      }
    }
  }

  /// An ONNX file for pages of about one shape.
  private struct ShapeFile {
    var width: Int
    var height: Int
    var path: String
  }

  /// A square one, which takes any page, and ones for upright and for lying pages: what is left
  /// empty beside a page costs a student accuracy, as it learns from pages in their own shape.
  private static func shapes(side: Int, main path: String) -> [ShapeFile] {
    let main = URL(fileURLWithPath: path)
    func named(_ suffix: String) -> String {
      let stem = main.deletingPathExtension().lastPathComponent + suffix
      let name = main.pathExtension.isEmpty ? stem : "\(stem).\(main.pathExtension)"
      return main.deletingLastPathComponent().appending(path: name).path
    }
    let long = side.roundedUp(toMultipleOf: 32)
    let short = (side * 3 / 4).roundedUp(toMultipleOf: 32)
    let square = ShapeFile(width: long, height: long, path: main.path)
    guard short < long else { return [square] }
    return [
      square, ShapeFile(width: short, height: long, path: named("-portrait")),
      ShapeFile(width: long, height: short, path: named("-landscape")),
    ]
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

  private static func write(_ data: Data, to path: String) throws(StudentError) {
    do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw .unwritable(file: path, reason: "it cannot be written: \(error.systemReason)")
    }
  }

  private static func card(
    of card: StudentCard, _ shapes: [ShapeFile]
  ) throws -> String {
    let taxonomy = try card.makeTaxonomy()
    let classes = taxonomy.classes.map { region in
      let role = region.roles.first.map(\.rawValue) ?? "null"
      return "  - {name: \(YAMLText.quoted(region.name)), role: \(role)}"
    }
    func file(_ shape: ShapeFile) -> String {
      YAMLText.quoted(URL(fileURLWithPath: shape.path).lastPathComponent)
    }
    let others = shapes.dropFirst().map {
      "{file: \(file($0)), width: \($0.width), height: \($0.height)}"
    }
    return """
      name: \(card.name)
      file: \(file(shapes[0]))
      licence: \(YAMLText.quoted(card.graph.map { "\($0.licence), trained on from \($0.name)" } ?? "your own"))
      input:
        width: \(shapes[0].width)
        height: \(shapes[0].height)
        resize: corner
        channels: rgb
        mean: [0.485, 0.456, 0.406]
        std: [0.229, 0.224, 0.225]
        padding: 255
      shapes: [\(others.joined(separator: ", "))]
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
