import Detection
import Tensors

/// A detector of page regions that learns.
public struct Student: Sendable {
  /// How many classes it tells apart.
  public let classCount: Int
  /// The last bin of the sides: a side is at most that many strides long.
  public var lastBin: Int { network.lastBin }
  let network: any DetectorNetwork
  private let passes: PassCounter

  /// Makes a preset's parameters.
  public init(
    _ path: ParameterPath, preset: StudentPreset, classCount: Int
  ) throws(TensorError) {
    self.classCount = classCount
    passes = path.passes
    network = try PresetNetwork(path, preset: preset, classCount: classCount)
  }

  /// Makes the parameters of a detector's graph, with its numbers.
  ///
  /// - Parameter rows: for each class the class of the detector whose row it takes.
  /// - Throws: `StudentError.badGraph`, `.tensors`.
  public init(
    _ path: ParameterPath, graph: ONNXModel, card: ModelCard, rows: [Int?]
  ) throws(StudentError) {
    classCount = rows.count
    passes = path.passes
    network = try GraphNetwork(path, graph, card: card, rows: rows)
  }

  /// What the head says of images `[batch, 3, height, width]`, normalised, sides multiples of 32.
  public func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> HeadOutput {
    passes.begin()
    return try network(images, phase)
  }
}
