import Fusion
import Tensors

/// Pools of pairs as tensors.
struct PoolBatch {
  /// The same for all pairs.
  let rule: ClassPoolRule
  /// `[pairs, classes]`.
  var teacher: Tensor
  var text: Tensor
  var other: Tensor
  /// `[pairs]`, `int64`; 0 where there is no true region.
  var truth: Tensor
  /// `[pairs]`.
  var classLogit: Tensor
  var teacherScore: Tensor
  var textScore: Tensor
  var scoreLogit: Tensor

  /// Pools of one rule, at least one.
  init(_ pools: [GatePools]) throws(TensorError) {
    rule = pools.first?.rule ?? .logLinear
    func matrix(_ values: (GatePools) -> [Double]) throws(TensorError) -> Tensor {
      try Tensor(
        pools.flatMap { values($0).map(Float.init) },
        shape: [pools.count, pools.first?.teacherClasses.count ?? 0])
    }
    func vector(_ value: (GatePools) -> Double) throws(TensorError) -> Tensor {
      try Tensor(pools.map { Float(value($0)) })
    }
    teacher = try matrix(\.teacherClasses)
    text = try matrix(\.textClasses)
    other = try matrix(\.otherClasses)
    truth = try Tensor(pools.map { Int64($0.truth ?? 0) })
    classLogit = try vector(\.classLogit)
    teacherScore = try vector(\.teacherScore)
    textScore = try vector(\.textScore)
    scoreLogit = try vector(\.scoreLogit)
  }

  /// Some of the rows.
  func rows(_ indices: Tensor) throws(TensorError) -> PoolBatch {
    var batch = self
    batch.teacher = try teacher.rows(indices)
    batch.text = try text.rows(indices)
    batch.other = try other.rows(indices)
    batch.truth = try truth.rows(indices)
    batch.classLogit = try classLogit.rows(indices)
    batch.teacherScore = try teacherScore.rows(indices)
    batch.textScore = try textScore.rows(indices)
    batch.scoreLogit = try scoreLogit.rows(indices)
    return batch
  }

  /// Cross entropy of the fused classes, `[pairs]`, under shifts of the teacher's share `[pairs]`.
  func classLoss(share: Tensor) throws(TensorError) -> Tensor {
    let share = try share.unsqueezed(1)
    let mixed = try share * teacher + (1 - share) * text + other
    // The softmax of logarithms of shares is the shares over their sum.
    let logits = rule == .linear ? try mixed.clamped(from: 1e-12).log() : mixed
    return try logits.crossEntropy(truth, .none)
  }

  /// Logit of the fused score, `[pairs]`.
  func score(shift: Tensor) throws(TensorError) -> Tensor {
    let share = try (scoreLogit + shift).sigmoid()
    return try share * teacherScore + (1 - share) * textScore
  }
}
