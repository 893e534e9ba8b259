import Tensors

/// Weighs the pages of a batch.
public protocol SampleWeighting {
  /// A weight for each page, `[pages]`, through which no gradient flows; 1 leaves a page as it is.
  ///
  /// - Parameter losses: of each page, `[pages]`, without gradient.
  func weights(of losses: Tensor, _ pass: Pass) throws(TensorError) -> Tensor
}
