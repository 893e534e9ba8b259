import Detection
import Foundation
import Installation
import Tensors
import TrainingData

/// A student compiled by OpenVINO, once for each shape of its input.
///
/// Several times as fast as libtorch, which looks at every operation anew.
actor CompiledStudent {
  /// Compiled for one shape.
  struct Network: Sendable {
    fileprivate let requests: RequestPool
    fileprivate let points: AnchorPoints
  }

  private struct Shape: Hashable {
    let width: Int
    let height: Int
  }

  /// Shapes that are compiled; pages of further ones are rare, and left to libtorch.
  private static let mostShapes = 12

  /// Only read.
  private nonisolated(unsafe) let model: StudentModel
  private let installation: Installation
  private let workers: Int
  private let executor: TensorThread
  private var networks: [Shape: Task<Network, any Error>] = [:]

  /// Prepares for inferences by so many workers at once.
  ///
  /// - Parameter executor: where the tensors are worked with.
  init(
    _ model: StudentModel, installation: Installation, workers: Int, executor: TensorThread
  ) {
    self.model = model
    self.installation = installation
    self.workers = workers
    self.executor = executor
  }

  /// The network for inputs of that shape; `nil` where too many shapes were seen.
  func network(for input: InputImage) async throws -> Network? {
    let shape = Shape(width: input.inputSize.width, height: input.inputSize.height)
    if let network = networks[shape] { return try await network.value }
    guard networks.count < Self.mostShapes else { return nil }
    let network = Task(executorPreference: executor) { try self.compile(shape) }
    networks[shape] = network
    return try await network.value
  }

  private nonisolated func compile(_ shape: Shape) throws -> Network {
    let (onnx, points) = try StudentExport.onnx(model, width: shape.width, height: shape.height)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "galley-\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: file) }
    try onnx.write(to: file)
    return Network(
      requests: RequestPool(
        try CompiledModel(
          file: file, installation: installation, threads: workers, streams: workers)),
      points: points)
  }
}

extension CompiledStudent.Network {
  /// What the student says of an input of the network's shape; blocks.
  func predictions(_ input: InputImage) throws -> StudentPredictions {
    let request = try requests.take()
    defer { requests.giveBack(request) }
    input.fill(request.input)
    try request.run()
    return StudentPredictions(
      points: points, scores: Array(try request.output(1).data),
      boxes: Array(try request.output(0).data), variances: Array(try request.output(2).data))
  }
}

/// Requests of a model that wait for their next page: each has buffers for the whole network.
///
/// `@unchecked Sendable`: a request is used by the one who took it.
private final class RequestPool: @unchecked Sendable {
  private let model: CompiledModel
  private let lock = NSLock()
  private var idle: [InferenceRequest] = []

  init(_ model: CompiledModel) { self.model = model }

  func take() throws -> InferenceRequest {
    try lock.withLock { idle.popLast() } ?? InferenceRequest(model)
  }

  func giveBack(_ request: InferenceRequest) { lock.withLock { idle.append(request) } }
}
