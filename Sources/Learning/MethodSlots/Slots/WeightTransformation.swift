import Tensors

/// Puts transforms between the stored and the effective weights of a model.
///
/// It acts on the model and on its average alike; parameters of its own have the role `extra`. Where
/// a model is written to be used, transforms are folded into its weights.
public protocol WeightTransformation: Sendable {
  /// Attaches transforms to weights; the numbers of the model are those it starts with.
  func attach(to store: ParameterStore) throws
}
