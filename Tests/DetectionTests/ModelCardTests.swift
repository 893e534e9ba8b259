import Detection
import Foundation
import GalleyTesting
import Installation
import Testing

@Suite("A model card")
struct ModelCardTests {
  private static let whole = """
    name: mine
    file: mine.onnx
    licence: MIT
    input: {width: 640, height: 640, resize: letterbox, channels: rgb, mean: [0, 0, 0], \
    std: [1, 1, 1], padding: 114}
    decoder: yolov8
    score_floor: 0.01
    nms_overlap: 0.6
    maximum_detections: 100
    classes:
      - {name: Text, role: text}

    """

  private func load(_ yaml: String) async throws -> ModelCard {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "card.yaml")
      try Data(yaml.utf8).write(to: file)
      return try ModelCard.load(from: file)
    }
  }

  @Test func `is read, and written as it was read`() async throws {
    let card = try await load(Self.whole)
    #expect(card.name == "mine" && card.decoder == .yolov8 && card.head == nil)
    #expect(try await load(card.yaml()) == card)
  }

  @Test(
    "that says what cannot be is refused by its key",
    arguments: [
      ("name: mine", "name: ''", "'name' is empty"),
      ("file: mine.onnx", "", "'file' is missing"),
      ("file: mine.onnx", "file: ''", "'file' is empty"),
      ("width: 640", "width: 8", "'input.width', and those of 'shapes', must lie in 32...4096"),
      ("width: 640", "width: wide", "'input.width'"),
      ("height: 640", "height: 5000", "'input.height'"),
      ("resize: letterbox", "resize: fit", "must be one of stretch, letterbox, corner"),
      ("channels: rgb", "channels: grey", "must be one of rgb, bgr"),
      ("mean: [0, 0, 0]", "mean: [0]", "'input.mean' needs three numbers"),
      ("std: [1, 1, 1]", "std: [1, 1]", "'input.std' needs three numbers"),
      ("std: [1, 1, 1]", "std: [1, 0, 1]", "'input.std' must be positive"),
      ("decoder: yolov8", "decoder: yolov3", "must be one of picodet, yolov8, student"),
      ("decoder: yolov8", "decoder: picodet", "the decoder 'picodet' needs 'strides'"),
      (
        "decoder: yolov8", "decoder: picodet\nstrides: [8, 0]", "'strides' must be positive"
      ),
      (
        "decoder: yolov8", "decoder: yolov8\nhead: {strides: [8, 16], classes: [a], sides: [b]}",
        "'head' needs as many positive 'strides' as 'classes' and 'sides'"
      ),
      ("score_floor: 0.01", "score_floor: 2", "'score_floor' must lie in 0...1"),
      ("nms_overlap: 0.6", "nms_overlap: -1", "'nms_overlap' must lie in 0...1"),
      ("maximum_detections: 100", "maximum_detections: 0", "'maximum_detections' must be positive"),
      ("  - {name: Text, role: text}", "  []", "'classes' is empty"),
      ("role: text", "role: prose", "'classes[0].role' must be one of"),
    ])
  func refused(part: String, instead: String, reason: String) async throws {
    let yaml = Self.whole.replacing(part, with: instead)
    try #require(yaml != Self.whole)
    let error = await #expect(throws: DetectionError.self) { try await load(yaml) }
    let text = try #require(error).description
    #expect(text.contains("card.yaml: not a model card: ") && text.contains(reason), "\(text)")
  }

  @Test func `takes the model beside it before one of that name that is installed`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let card = folder.appending(path: "card.yaml")
      try Data(Self.whole.replacing("mine.onnx", with: "picodet-cdla.onnx").utf8).write(to: card)
      let installed = Installation(folder: Fixture.root.appending(path: ".runtime"))
      let found = { try ModelCard.named(card.path, installation: installed).models.map(\.path) }
      #expect(try found() == [installed.model("picodet-cdla.onnx")?.path])
      let own = folder.appending(path: "picodet-cdla.onnx")
      try Data("x".utf8).write(to: own)
      #expect(try found() == [own.path])
    }
  }

  @Test func `that is not there is named`() throws {
    #expect(throws: DetectionError.self) { try ModelCard.card("/nowhere/card.yaml") }
    #expect(throws: DetectionError.unknownTeacher(name: "nosuch", known: ModelCard.builtIn)) {
      try ModelCard.card("nosuch")
    }
  }
}
