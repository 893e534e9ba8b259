import Tensors

/// Efficient additive attention: every token against one global query (SwiftFormer, section 3.1 and
/// the authors' code).
///
/// Time and memory grow with the number of tokens, not with its square.
public struct AdditiveAttention: Sendable {
  private let query: Linear
  private let key: Linear
  private let project: Linear
  private let final: Linear
  /// `[channels, 1]`.
  private let weight: Weight

  /// Makes the parameters.
  public init(_ path: ParameterPath, channels: Int) throws(TensorError) {
    query = try Linear(path / "query", from: channels, to: channels)
    key = try Linear(path / "key", from: channels, to: channels)
    weight = try (path / "weight").parameter([channels, 1], .normal(deviation: 1), decays: true)
    project = try Linear(path / "project", from: channels, to: channels)
    final = try Linear(path / "final", from: channels, to: channels)
  }

  /// Tokens `[batch, count, channels]` to the same shape.
  public func callAsFunction(_ tokens: Tensor) throws(TensorError) -> Tensor {
    let queries = try query(tokens).normalised(along: -1)
    let keys = try key(tokens).normalised(along: -1)
    // The factor 1 / √channels of the paper cancels in the norm over the tokens.
    let shares = try queries.matrixProduct(weight()).normalised(along: 1)
    let global = try (shares * queries).sum(along: [1], keeping: true)
    return try final(project(keys * global) + queries)
  }

  /// Weights of the tokens in the global query, `[batch, count, 1]`; their squares sum to 1.
  public func tokenWeights(_ tokens: Tensor) throws(TensorError) -> Tensor {
    try query(tokens).normalised(along: -1).matrixProduct(weight()).normalised(along: 1)
  }
}
