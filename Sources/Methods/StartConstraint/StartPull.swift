import MethodSlots
import Tensors

/// Adds α (w − w₀) to the direction of a weight that the start knows, and β w to that of a new one.
///
/// The gradient of α/2 ‖w − w₀‖² + β/2 ‖w‖² (equation 3), decoupled as weight decay is in AdamW: as a
/// loss, Adam would scale it by how steep the other losses are.
final class StartPull: UpdateRule, Telling {
  let phase = UpdatePhase.direction
  private let method: StartConstraint
  private let start: [String: Tensor]
  private(set) var figures: [(name: String, value: Double)] = []

  init(_ method: StartConstraint, start: [String: Tensor]) {
    self.method = method
    self.start = start
  }

  func apply(to update: inout ParameterUpdate) throws(TensorError) {
    try withoutGradient { () throws(TensorError) in
      var squares = 0.0
      for (index, entry) in update.entries.enumerated() {
        let isNew = method.newLayers.contains {
          entry.name == $0 || entry.name.hasPrefix($0 + ".")
        }
        let tensor = try entry.tensor.detached()
        guard !isNew, let origin = start[entry.name] else {
          try update.directions[index].addInPlace(tensor, times: method.new)
          continue
        }
        let way = try tensor - origin
        try update.directions[index].addInPlace(way, times: method.start)
        let length = try way.norm().item()
        squares += length * length
      }
      figures = [("distance", squares.squareRoot())]
    }
  }
}
