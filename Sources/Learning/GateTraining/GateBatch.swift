import Fusion
import Tensors

/// Examples as tensors, a row a pair.
struct GateBatch {
  /// `[pairs, inputs]`, scalars scaled.
  var input: Tensor
  /// `[pairs, edges]`: the teacher's, the texts', the logit of the teacher's weight, the true edge
  /// (0 where there is none).
  var teacher: Tensor
  var text: Tensor
  var logit: Tensor
  var truth: Tensor
  /// `[pairs]`: 1 where the region is a true one, else 0.
  var isTrue: Tensor
  /// `[pairs]`: the pair's share of its page, with mean 1.
  var weight: Tensor
  /// Classes and scores; `nil` where not all examples have them.
  var pools: PoolBatch?

  init(_ examples: [GateExample], network: GateNetwork) throws(TensorError) {
    let count = examples.count
    let edges = examples.first?.edges.count ?? 0
    func matrix(_ value: (GateExample.Edge) -> Double) throws(TensorError) -> Tensor {
      try Tensor(
        examples.flatMap { $0.edges.map { Float(value($0)) } }, shape: [count, edges])
    }
    let vectors = network.normalisations.reduce(0) { $0 + $1.scale.count }
    let inputs = examples.flatMap { example in
      example.input.prefix(vectors).map(Float.init)
        + zip(example.input.dropFirst(vectors), network.scalings).map {
          Float(($0 - $1.centre) / $1.spread)
        }
    }
    input = try Tensor(inputs, shape: [count, network.inputCount])
    teacher = try matrix(\.teacher)
    text = try matrix(\.text)
    logit = try matrix(\.logit)
    truth = try matrix { $0.truth ?? 0 }
    isTrue = try Tensor(examples.map { $0.hasTruth ? Float(1) : 0 })
    weight = try Tensor(Self.weights(examples))
    let pools = examples.compactMap(\.pools)
    self.pools = pools.count == count && count > 0 ? try PoolBatch(pools) : nil
  }

  /// `1 / (pairs of the page)`, scaled to a mean of 1.
  private static func weights(_ examples: [GateExample]) -> [Float] {
    var sizes: [Int: Int] = [:]
    for example in examples { sizes[example.page, default: 0] += 1 }
    let scale = Double(examples.count) / Double(max(1, sizes.count))
    return examples.map { Float(scale / Double(sizes[$0.page] ?? 1)) }
  }

  /// Some of the rows.
  func rows(_ indices: Tensor) throws(TensorError) -> GateBatch {
    var batch = self
    batch.input = try input.rows(indices)
    batch.teacher = try teacher.rows(indices)
    batch.text = try text.rows(indices)
    batch.logit = try logit.rows(indices)
    batch.truth = try truth.rows(indices)
    batch.isTrue = try isTrue.rows(indices)
    batch.weight = try weight.rows(indices)
    if let pools { batch.pools = try pools.rows(indices) }
    return batch
  }
}
