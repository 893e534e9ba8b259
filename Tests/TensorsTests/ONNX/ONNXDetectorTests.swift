import Foundation
import GalleyTesting
import Tensors
import Testing

/// The detectors that the set-up installs; their numbers are compared in `Tests/Parity`.
@Suite("ONNX detectors")
struct ONNXDetectorTests {
  struct Detector: Sendable {
    var file: String
    var classes: [String]
    var sides: [String]
    var strides: [Int]
    /// Channels of the class logits, and of the side logits.
    var channels: (Int, Int)
    var parameterCount: Int
    var statisticCount: Int

    var path: String { Fixture.root.appending(path: ".runtime/models/\(file)").path }
  }

  static let yolo = Detector(
    file: "yolov8n-doclaynet.onnx",
    classes: (0..<3).map { "/model.22/cv3.\($0)/cv3.\($0).2/Conv_output_0" },
    sides: (0..<3).map { "/model.22/cv2.\($0)/cv2.\($0).2/Conv_output_0" },
    strides: [8, 16, 32], channels: (11, 64), parameterCount: 126, statisticCount: 0)
  static let picodet = Detector(
    file: "picodet-cdla.onnx", classes: (0..<4).map { "split_\($0).tmp_0" },
    sides: (0..<4).map { "split_\($0).tmp_1" }, strides: [8, 16, 32, 64], channels: (10, 32),
    parameterCount: 298, statisticCount: 188)

  @Test(arguments: [yolo, picodet])
  func `give logits at other sizes, and learn`(_ detector: Detector) throws {
    let store = try ParameterStore(seed: 1)
    let network = try ONNXNetwork(
      ONNXModel(contentsOf: detector.path), values: detector.classes + detector.sides,
      at: store.root)
    #expect(store.trained.count == detector.parameterCount)
    #expect(store.entries.count - store.trained.count == detector.statisticCount)
    let values = try network(.ones([2, 3, 128, 192]), .frozenStatistics)
    let expected = [detector.channels.0, detector.channels.1].flatMap { channels in
      detector.strides.map { [2, channels, 128 / $0, 192 / $0] }
    }
    #expect(values.map(\.shape) == expected)
    try Tensor.stacked(values.map { try $0.power(2).mean() }).sum().backward()
    for entry in store.trained { #expect(entry.tensor.gradient != nil, "\(entry.name)") }
  }

  @Test(arguments: [yolo, picodet])
  func `are written back byte for byte`(_ detector: Detector) throws {
    let store = try ParameterStore(seed: 1)
    let model = try ONNXModel(contentsOf: detector.path)
    let network = try ONNXNetwork(model, values: detector.classes, at: store.root)
    let old = try Data(contentsOf: URL(fileURLWithPath: detector.path))
    #expect(try model.replacing(network.tensors) == old)
  }
}
