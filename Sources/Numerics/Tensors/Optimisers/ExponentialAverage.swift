/// An exponential moving average of a model's parameters, kept in a second model.
///
/// Running statistics are copied. At update t, counted from 0, the average keeps the share
/// min(`decay`, (1 + t) / (10 + t)) of itself.
public final class ExponentialAverage {
  /// The share that is kept at most.
  public let decay: Double
  /// Updates so far; set it to go on from a checkpoint.
  public var updates = 0
  private let trained: (model: [Tensor], average: [Tensor])
  private let copied: (model: [Tensor], average: [Tensor])

  /// An average that starts as the model is.
  ///
  /// - Parameter average: a second model with the same paths, whose numbers are replaced.
  /// - Throws: `TensorError.parameterMismatch` where the models differ.
  public init(
    of model: ParameterStore, in average: ParameterStore, decay: Double = 0.9998
  ) throws(TensorError) {
    self.decay = decay
    try average.load(model.tensors)
    trained = try Self.pairs(model, average) { $0.isTrained }
    copied = try Self.pairs(model, average) { $0.role == .statistic }
  }

  private static func pairs(
    _ model: ParameterStore, _ average: ParameterStore,
    _ isMeant: (ParameterStore.Entry) -> Bool
  ) throws(TensorError) -> (model: [Tensor], average: [Tensor]) {
    let entries = model.entries.filter(isMeant)
    let tensors = try entries.map { (entry) throws(TensorError) in
      guard let tensor = average[entry.name] else {
        throw .parameterMismatch(name: entry.name, reason: "missing in the average")
      }
      return try tensor.detached()
    }
    return (try entries.map { (entry) throws(TensorError) in try entry.tensor.detached() }, tensors)
  }

  /// Moves the average towards the model as it is now.
  public func update() throws(TensorError) {
    let share = min(decay, Double(1 + updates) / Double(10 + updates))
    try TensorList.scale(trained.average, by: share)
    try TensorList.add(trained.model, times: 1 - share, to: trained.average)
    try TensorList.replace(copied.average, by: copied.model)
    updates += 1
  }
}
