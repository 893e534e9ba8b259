import Tensors
import TrainingData

/// Changes what the student sees of a batch by what it makes of it.
public protocol BatchPerturbation {
  /// Other images of the same shape.
  ///
  /// - Parameter losses: the loss of images by page, `[pages]`, with the batch's labels; a pass each.
  func perturbed(
    _ batch: TrainingBatch, losses: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor
}
