/// What is guaranteed of a gate on documents that it has not seen.
///
/// The guarantee is for a gate drawn from the posterior around the trained one (the Gibbs gate); the
/// one that is served is the posterior's mean, so both empirical risks are told. It holds where the
/// documents are independent, and where variances, τ and prior were chosen without them.
public struct Certificate: Hashable, Codable, Sendable {
  /// Independent documents n.
  public var documents: Int
  /// Parameters d.
  public var dimension: Int
  /// The probability that the bound holds with, 1−δ−δ′.
  public var confidence: Double
  /// Deviation σ₀ of the prior.
  public var priorDeviation: Double
  /// Deviation s of the posterior.
  public var deviation: Double
  /// `KL(Q‖P)`, nats.
  public var divergence: Double
  /// Empirical risk of the Gibbs gate, 0...1: exact, or the mean of `draws` gates.
  public var gibbsRisk: Double
  /// Gates drawn for it; 0 where it is exact.
  public var draws: Int
  /// Empirical risk of the gate that is served.
  public var servedRisk: Double
  /// Empirical risk without a gate.
  public var baseRisk: Double
  /// The best constant weight, and its empirical risk.
  public var bestConstant: GateBaselines.Constant
  /// The true risk of the Gibbs gate is at most this.
  public var bound: Double
  /// The same by Pinsker's relaxation `R̂ + √(c/2)`.
  public var relaxedBound: Double
  /// Documents from which the bound would be below the best constant's risk, if the rest stayed as it
  /// is; `nil` where none suffice.
  public var nonVacuousFrom: Int?
  /// What is known of the gate's steepness, and the paper's rate.
  public var steepness: Steepness?

  /// How steep f is in its normalised input, and what the paper's rate makes of it.
  public struct Steepness: Hashable, Codable, Sendable {
    /// Product of the layers' spectral norms.
    public var upper: Double
    /// Greatest quotient of differences on the examples.
    public var lower: Double
    /// `k = d ln(1 + L·Bσ·√n)` with the lower one: a rate, no guarantee.
    public var effectiveDimension: Double
  }

  /// Whether the bound is below the risk of the best constant weight.
  public var isNonVacuous: Bool { bound < bestConstant.error }
}

/// Why there is no certificate.
public enum CertificateError: Error, Hashable, CustomStringConvertible {
  /// Too few documents for the bound to be valid.
  case tooFewDocuments(count: Int)
  /// The gate has so many parameters that the bound would say nothing.
  case tooManyParameters(count: Int)
  /// A setting is out of its range.
  case invalidSetting(name: String, reason: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .tooFewDocuments(let count):
      "no certificate: \(count) documents, where the bound needs \(PACBayesBound.leastDocuments): "
        + "label pages of more documents"
    case .tooManyParameters(let count):
      "no certificate: the gate has \(count) parameters, and for more than "
        + "\(CertificateSettings.mostParameters) the bound says nothing: train one of size 'theory'"
    case .invalidSetting(let name, let reason): "certificate setting '\(name)': \(reason)"
    }
  }
}
