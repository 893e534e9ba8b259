import Foundation
import Layout

/// Reads a model's outputs into candidates.
package struct HeadDecoder: Sendable {
  private let card: ModelCard

  /// Checks that the model has the outputs the card promises.
  init(card: ModelCard, model: CompiledModel) throws(DetectionError) {
    self.card = card
    let (input, found) = (card.input, model.inputShape)
    guard found == [1, 3, input.height, input.width] else {
      throw .unexpectedShape(
        model: model.name, wanted: "an input of [1, 3, \(input.height), \(input.width)]",
        found: "\(found)")
    }
    let outputs =
      switch card.decoder {
      case .yolov8: 1
      case .student: 3
      case .picodet: 2 * (card.strides ?? []).count
      }
    guard model.outputCount == outputs else {
      throw .unexpectedShape(
        model: model.name, wanted: "\(outputs) outputs", found: "\(model.outputCount)")
    }
  }

  /// The candidates of the last run whose best score reaches the card's floor.
  func candidates(of request: InferenceRequest, model: String) throws(DetectionError) -> [Candidate]
  {
    switch card.decoder {
    case .yolov8:
      try Self.yolov8(
        request.output(0), classes: card.classes.count, floor: Float(card.scoreFloor),
        model: model)
    case .picodet: try picodet(request, model: model)
    case .student:
      try Self.student(
        boxes: request.output(0), scores: request.output(1), variances: request.output(2),
        classes: card.classes.count, floor: Float(card.scoreFloor), model: model)
    }
  }

  /// Corners `[1, points, 4]`, scores `[1, points, classes]` and variances `[1, points, 4]`.
  package static func student(
    boxes: OutputTensor, scores: OutputTensor, variances: OutputTensor, classes: Int, floor: Float,
    model: String
  ) throws(DetectionError) -> [Candidate] {
    let points = boxes.shape.count == 3 ? boxes.shape[1] : 0
    guard boxes.shape == [1, points, 4], scores.shape == [1, points, classes],
      variances.shape == boxes.shape
    else {
      throw .unexpectedShape(
        model: model, wanted: "boxes of [1, points, 4] and scores of [1, points, \(classes)]",
        found: "\(boxes.shape) and \(scores.shape)")
    }
    return (0..<points).compactMap { point in
      let values = scores.data[point * classes..<(point + 1) * classes]
      guard values.contains(where: { $0 >= floor }) else { return nil }
      return Candidate(
        box: Box { Double(boxes.data[4 * point + $0.rawValue]) }, scores: Array(values),
        variance: BoxVariance { Double(variances.data[4 * point + $0.rawValue]) })
    }
  }

  /// One output of `[1, 4 + classes, anchors]`: centre x, centre y, width, height, class scores.
  package static func yolov8(
    _ output: OutputTensor, classes: Int, floor: Float, model: String
  ) throws(DetectionError) -> [Candidate] {
    guard output.shape.count == 3, output.shape[1] == 4 + classes else {
      throw .unexpectedShape(
        model: model, wanted: "an output of [1, \(4 + classes), anchors]",
        found: "\(output.shape)")
    }
    let (data, anchors) = (output.data, output.shape[2])
    var best = [Float](repeating: 0, count: anchors)
    for index in 0..<classes {
      let row = (4 + index) * anchors
      for anchor in 0..<anchors { best[anchor] = max(best[anchor], data[row + anchor]) }
    }
    return best.indices.filter { best[$0] >= floor }.map { anchor in
      let (x, y) = (Double(data[anchor]), Double(data[anchors + anchor]))
      let (width, height) = (Double(data[2 * anchors + anchor]), Double(data[3 * anchors + anchor]))
      return Candidate(
        box: Box(x: x - width / 2, y: y - height / 2, width: width, height: height),
        scores: (0..<classes).map { data[(4 + $0) * anchors + anchor] })
    }
  }

  /// Per stride, scores of `[1, cells, classes]`, then distances of `[1, cells, 4 (bins)]`.
  ///
  /// Each edge is a distribution over whole strides from the cell's centre; its mean is taken
  /// (generalised focal loss).
  private func picodet(
    _ request: InferenceRequest, model: String
  ) throws(DetectionError) -> [Candidate] {
    let strides = card.strides ?? []
    var candidates: [Candidate] = []
    for (level, stride) in strides.enumerated() {
      let scores = try request.output(level)
      let distances = try request.output(strides.count + level)
      let columns = (card.input.width + stride - 1) / stride
      let rows = (card.input.height + stride - 1) / stride
      let bins = (distances.shape.last ?? 0) / 4
      guard scores.shape == [1, rows * columns, card.classes.count], bins > 1,
        distances.shape == [1, rows * columns, 4 * bins]
      else {
        throw .unexpectedShape(
          model: model, wanted: "scores of [1, \(rows * columns), \(card.classes.count)]",
          found: "\(scores.shape) and distances of \(distances.shape)")
      }
      candidates += Self.picodet(
        scores: scores.data, distances: distances.data, columns: columns, bins: bins,
        classes: card.classes.count, stride: Double(stride), floor: Float(card.scoreFloor))
    }
    return candidates
  }

  /// Reads one stride's maps.
  package static func picodet(
    scores: UnsafeBufferPointer<Float>, distances: UnsafeBufferPointer<Float>, columns: Int,
    bins: Int, classes: Int, stride: Double, floor: Float
  ) -> [Candidate] {
    var candidates: [Candidate] = []
    for cell in 0..<scores.count / classes {
      let values = scores[cell * classes..<(cell + 1) * classes]
      guard values.contains(where: { $0 >= floor }) else { continue }
      let centreX = (Double(cell % columns) + 0.5) * stride
      let centreY = (Double(cell / columns) + 0.5) * stride
      let edges = (0..<4).map { side in
        mean(of: distances[(cell * 4 + side) * bins..<(cell * 4 + side + 1) * bins]) * stride
      }
      candidates.append(
        Candidate(
          box: Box(
            x1: centreX - edges[0], y1: centreY - edges[1], x2: centreX + edges[2],
            y2: centreY + edges[3]),
          scores: Array(values)))
    }
    return candidates
  }

  /// Mean of 0, 1, 2 … under the softmax of the logits.
  private static func mean(of logits: Slice<UnsafeBufferPointer<Float>>) -> Double {
    let largest = logits.max() ?? 0
    var (sum, weighted) = (0.0, 0.0)
    for (position, logit) in logits.enumerated() {
      let weight = exp(Double(logit - largest))
      sum += weight
      weighted += weight * Double(position)
    }
    return weighted / sum
  }
}
