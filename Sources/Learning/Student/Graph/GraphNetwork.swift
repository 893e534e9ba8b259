import Detection
import Layout
import Tensors

/// A detector's ONNX graph as the network of a student.
///
/// The graph runs to the maps before its class layer and to its side distributions. The class layer
/// stands behind it, so that it can be another one; so does a layer of variances, zero at first.
struct GraphNetwork: DetectorNetwork {
  let lastBin: Int
  private let strides: [Int]
  private let input: GraphInput
  let graph: ONNXNetwork
  private let classes: [Convolution]
  private let variances: [Convolution]
  /// Tensors of the file that hold each level's class layer.
  let classLayers: [GraphHead.FileLayer]
  /// For each class of the student the detector's, whose row it took.
  let rows: [Int?]

  /// Makes the parameters below `graph` and `head`.
  ///
  /// - Parameter rows: for each class of the student the class of the detector whose row it takes;
  ///   `nil` for a row of its own.
  /// - Throws: `StudentError.badGraph`, `.tensors`.
  init(
    _ path: ParameterPath, _ model: ONNXModel, card: ModelCard, rows: [Int?]
  ) throws(StudentError) {
    guard let head = card.head else { throw .badGraph(card: card.name, reason: GraphHead.missing) }
    let levels = try GraphHead.levels(head, of: model, card: card)
    strides = head.strides
    lastBin = levels[0].bins - 1
    classLayers = levels.map(\.file)
    self.rows = rows
    (input, graph, classes, variances) = try StudentError.translating {
      let graph = try ONNXNetwork(
        model,
        values: levels.map(\.classFeatures) + levels.map(\.sides) + levels.map(\.sideFeatures),
        at: path / "graph")
      var (classes, variances): ([Convolution], [Convolution]) = ([], [])
      for (index, level) in levels.enumerated() {
        classes.append(try level.classLayer(path / "head" / "classes\(index)", rows: rows))
        variances.append(
          try Convolution(
            path / "head" / "variances\(index)", from: level.sideWidth, to: 4, size: 1,
            initialiser: .constant(0)))
      }
      return (try GraphInput(card.input), graph, classes, variances)
    }
  }

  func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> HeadOutput {
    let values = try graph(input(images), phase)
    let count = strides.count
    var (classLogits, sideLogits, logVariances): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
    var sizes: [(rows: Int, columns: Int)] = []
    for level in 0..<count {
      let features = values[level].tapped("head.class_tower.level\(level)")
      let boxFeatures = values[2 * count + level].tapped("head.box_tower.level\(level)")
      let map = try classes[level](features)
      classLogits.append(try map.byPoint())
      sideLogits.append(try values[count + level].byPoint())
      logVariances.append(try variances[level](boxFeatures).byPoint())
      sizes.append((map.shape[2], map.shape[3]))
    }
    let sides = try Tensor.concatenated(sideLogits, along: 1)
    return HeadOutput(
      classLogits: try .concatenated(classLogits, along: 1),
      sideLogits: try sides.reshaped([sides.shape[0], sides.shape[1], 4, lastBin + 1]),
      logVariances: try .concatenated(logVariances, along: 1),
      points: AnchorPoints(strides: strides, sizes: sizes))
  }
}
