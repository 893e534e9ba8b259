import Detection
import Tensors

/// Where the parts of a detector's head lie in its graph.
enum GraphHead {
  static let missing =
    "it does not say where the graph's class logits and side distributions are: "
    + "name them under 'head' (docs/model-cards.md)"

  /// One stride of a head.
  struct Level {
    /// Names of values of the graph.
    let classFeatures: String
    let sides: String
    let sideFeatures: String
    let sideWidth: Int
    /// Bins of a side.
    let bins: Int
    /// The detector's class layer, `[classes, width, size, size]` and `[classes]`.
    let weight: Tensor
    let bias: Tensor?
    /// The layer's tensors in the file, which may hold rows of sides, too.
    let file: FileLayer

    /// A class layer whose rows are those of the detector's classes, or start anew.
    func classLayer(_ path: ParameterPath, rows: [Int?]) throws(TensorError) -> Convolution {
      let layer = try Convolution(
        path, from: weight.shape[1], to: rows.count, size: weight.shape[2],
        initialiser: .normal(deviation: 0.01),
        // A new class has a score of 0.01 everywhere.
        bias: .constant(-4.595))
      for (row, known) in rows.enumerated() {
        guard let known else { continue }
        try layer.replaceRow(row, by: weight.selected(0, at: known), bias?.selected(0, at: known))
      }
      return layer
    }
  }

  /// The levels that a card's head names, found in the graph.
  ///
  /// - Throws: `StudentError.badGraph` where the card does not fit.
  static func levels(
    _ head: ModelCard.Head, of model: ONNXModel, card: ModelCard
  ) throws(StudentError) -> [Level] {
    var levels: [Level] = []
    for index in head.strides.indices {
      let classes = try layer(head.classes[index], in: model, card: card)
      let sides = try layer(head.sides[index], in: model, card: card)
      let bins = sides.count / 4
      guard sides.count == 4 * bins, bins > 1 else {
        throw .badGraph(
          card: card.name,
          reason: "'\(head.sides[index])' has \(sides.count) channels, which are not four "
            + "distributions")
      }
      guard classes.count == card.classes.count else {
        throw .badGraph(
          card: card.name,
          reason: "'\(head.classes[index])' has \(classes.count) channels, but the card names "
            + "\(card.classes.count) classes")
      }
      let rows = try StudentError.translating {
        (
          try classes.weight.narrowed(0, from: classes.first, count: classes.count),
          try classes.bias?.narrowed(0, from: classes.first, count: classes.count)
        )
      }
      levels.append(
        Level(
          classFeatures: classes.features, sides: head.sides[index],
          sideFeatures: sides.features, sideWidth: sides.weight.shape[1], bins: bins,
          weight: rows.0, bias: rows.1, file: classes.file))
    }
    return levels
  }

  /// Tensors of a graph's file that hold the rows of a class layer.
  struct FileLayer {
    let weight: String
    let bias: String?
    /// The first of the rows.
    let first: Int
  }

  /// Some channels of a convolution.
  private struct Layer {
    let features: String
    let weight: Tensor
    let bias: Tensor?
    let first: Int
    let count: Int
    let file: FileLayer
  }

  /// The convolution that makes a value, all of it or what a split takes from it.
  private static func layer(
    _ value: String, in model: ONNXModel, card: ModelCard
  ) throws(StudentError) -> Layer {
    func refused(_ reason: String) -> StudentError {
      .badGraph(card: card.name, reason: "'\(value)' \(reason)")
    }
    guard let node = model.node(making: value) else {
      throw refused(
        "is no value of the graph; the last ones are "
          + model.valueNames.suffix(5).joined(separator: ", "))
    }
    var (maker, first, count) = (node, 0, Int?.none)
    if node.operation == "Split", let source = model.node(making: node.inputs[0]),
      let place = node.outputs.firstIndex(of: value)
    {
      let sizes = try StudentError.translating { try model.parts(ofSplitMaking: value) }
      guard place < sizes.count else { throw refused("is made by a split of unknown sizes") }
      (maker, first, count) = (source, sizes.prefix(place).reduce(0, +), sizes[place])
    }
    guard maker.operation == "Conv", maker.inputs.count >= 2 else {
      throw refused("is made by \(maker.operation), not by a convolution")
    }
    return try StudentError.translating {
      guard let weight = try model.tensor(named: maker.inputs[1]), weight.rank == 4 else {
        throw refused("is made by a convolution whose weights the graph computes")
      }
      let bias = maker.inputs.count > 2 ? try model.tensor(named: maker.inputs[2]) : nil
      return Layer(
        features: maker.inputs[0], weight: weight, bias: bias, first: first,
        count: count ?? weight.shape[0],
        file: FileLayer(
          weight: maker.inputs[1], bias: maker.inputs.count > 2 ? maker.inputs[2] : nil,
          first: first))
    }
  }
}
