import Tensors

extension ProcessGroup? {
  /// Whether something holds in every process; alone, whether it holds here.
  func allAgree(_ holds: Bool) throws(TensorError) -> Bool {
    guard let self else { return holds }
    let against = try Tensor([holds ? 0.0 : 1.0])
    try self.sum([against])
    return try against.item() == 0
  }
}
