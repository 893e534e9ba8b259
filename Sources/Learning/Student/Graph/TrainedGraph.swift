import Detection
import Foundation
import Tensors

extension StudentModel {
  /// The detector's ONNX file with the numbers that the student learnt, for whatever ran it before, and
  /// its card.
  ///
  /// What the student has beside the graph, its variances, is not in it.
  ///
  /// - Parameter file: the file's name in the card.
  /// - Throws: `StudentError.badGraph` where the student is no detector's graph, or finds other
  ///   classes than it; `.tensors`.
  func trainedGraph(file: String) throws(StudentError) -> (graph: Data, card: String) {
    guard let network = student.network as? GraphNetwork, var detector = card.graph, let graph
    else {
      throw .badGraph(
        card: card.name, reason: "it started from no detector: write it with --format onnx")
    }
    let places = detector.classes.indices.map { network.rows.firstIndex(of: $0) }
    guard network.rows.count == places.count, !places.contains(nil) else {
      throw .badGraph(
        card: card.name,
        reason: "its graph tells \(places.count) classes, not the student's "
          + "\(card.classes.joined(separator: ", ")): write it with --format onnx")
    }
    return try StudentError.translating {
      let learnt = try store.folded()
      var tensors = network.graph.paths.compactMapValues { learnt[$0] }
      for (level, layer) in network.classLayers.enumerated() {
        for (name, part) in [(layer.weight, "weight"), (layer.bias, "bias")] {
          guard let name, let rows = learnt["head.classes\(level).\(part)"],
            let old = try tensors[name] ?? graph.tensor(named: name)
          else { continue }
          tensors[name] = try Tensor.stacked(
            (0..<old.shape[0]).map { row in
              let index = row - layer.first
              let place = places.indices.contains(index) ? places[index] : nil
              return try place.map { try rows.selected(0, at: $0) } ?? old.selected(0, at: row)
            })
        }
      }
      detector.licence += ", trained on from \(detector.name)"
      detector.file = file
      detector.shapes = nil
      // Classes of a taxonomy may have other names.
      for (row, place) in places.enumerated() {
        if let place { detector.classes[row].name = card.classes[place] }
      }
      return (try graph.replacing(tensors), try detector.yaml())
    }
  }
}
