import Detection
import Tensors
import TrainingData

/// Makes of a student's input what a detector's graph was trained on: other means and deviations,
/// and another order of the channels.
struct GraphInput: Sendable {
  private let gain: Tensor
  private let bias: Tensor
  private let swapsChannels: Bool
  private let isSame: Bool

  init(_ input: ModelCard.Input) throws(TensorError) {
    swapsChannels = input.channels == .bgr
    // Means and deviations of a card are in the order of its channels.
    let order = swapsChannels ? [2, 1, 0] : [0, 1, 2]
    let gain = order.indices.map { InputNormalisation.deviation[order[$0]] / Float(input.std[$0]) }
    let bias = order.indices.map {
      (InputNormalisation.mean[order[$0]] - Float(input.mean[$0])) / Float(input.std[$0])
    }
    self.gain = try Tensor(gain).reshaped([3, 1, 1])
    self.bias = try Tensor(bias).reshaped([3, 1, 1])
    isSame = !swapsChannels && gain.allSatisfy { $0 == 1 } && bias.allSatisfy { $0 == 0 }
  }

  func callAsFunction(_ images: Tensor) throws(TensorError) -> Tensor {
    guard !isSame else { return images }
    var images = images
    if swapsChannels {
      let planes = try images.split([1, 1, 1], along: 1)
      images = try .concatenated(planes.reversed(), along: 1)
    }
    return try images * gain + bias
  }
}
