/// The parameters that change in a step, on their way from gradients to new numbers.
public struct ParameterUpdate {
  /// The step, from 0.
  public let step: Int
  /// Places of the parameters among the optimiser's; those that have a gradient.
  public let places: [Int]
  /// The parameters at these places.
  public let entries: [ParameterStore.Entry]
  /// The learning rate of each.
  public let rates: [Double]
  /// Common Euclidean norm of all gradients as they came.
  public let gradientNorm: Double
  /// The parameters' own gradients: what changes them in place is seen by the parameters.
  public var gradients: [Tensor]
  /// What is taken from the parameters per unit of the rate; empty before the optimiser has spoken.
  public var directions: [Tensor] = []
  /// What is added to the parameters; empty before the rates are applied.
  public var steps: [Tensor] = []

  init(
    _ all: [ParameterStore.Entry], rate: Double, step: Int, gradientNorm: Double
  ) {
    self.step = step
    self.gradientNorm = gradientNorm
    var (places, gradients): ([Int], [Tensor]) = ([], [])
    for (place, entry) in all.enumerated() {
      guard let gradient = entry.tensor.gradient else { continue }
      places.append(place)
      gradients.append(gradient)
    }
    self.places = places
    self.gradients = gradients
    entries = places.map { all[$0] }
    rates = entries.map { $0.rateFactor * rate }
  }

  /// Runs a body once for each rate, with the indices of the parameters that have it.
  func forEachRate(
    _ body: (Double, [Int]) throws(TensorError) -> Void
  ) throws(TensorError) {
    var byRate: [(rate: Double, indices: [Int])] = []
    for (index, rate) in rates.enumerated() {
      if let place = byRate.firstIndex(where: { $0.rate == rate }) {
        byRate[place].indices.append(index)
      } else {
        byRate.append((rate, [index]))
      }
    }
    for (rate, indices) in byRate { try body(rate, indices) }
  }
}
