import Foundation
import Layout

/// Computes certificates.
public struct CertificateIssue: Sendable {
  /// How.
  public var settings: CertificateSettings

  /// Makes the computation.
  public init(_ settings: CertificateSettings = CertificateSettings()) { self.settings = settings }

  /// A bound, and the posterior that it is least for.
  public struct Outcome: Hashable, Sendable {
    /// The bound on the true risk.
    public var bound: Double
    /// Nats per document that it spends.
    public var budget: Double
    /// Deviation of the prior.
    public var priorDeviation: Double
    /// Deviation of the posterior.
    public var deviation: Double
    /// `KL(Q‖P)`, nats.
    public var divergence: Double
    /// δ that is left for the chosen prior.
    public var failure: Double
    /// Empirical risk of the Gibbs gate as it was drawn or computed.
    public var gibbsRisk: Double
    /// The same with what drawing may have missed.
    public var correctedRisk: Double
    /// Gates drawn; 0 where it is exact.
    public var draws: Int
  }

  /// The least bound over the posteriors `N(parameters, s²I)` and priors `N(centre, σ₀²I)`.
  ///
  /// - Parameter centre: chosen without the documents.
  public func bound(
    of risk: some DocumentRisk, parameters: [Double], centre: [Double]
  ) throws(CertificateError) -> Outcome {
    try check(risk, parameters: parameters, centre: centre)
    let distance = zip(parameters, centre).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    var best: Outcome?
    for (index, deviation) in settings.deviations.enumerated() {
      let gibbs = gibbsRisk(of: risk, parameters, deviation, number: index)
      for prior in settings.priors {
        let divergence = GaussianDivergence.divergence(
          dimension: parameters.count, squaredDistance: distance, deviation: deviation,
          priorDeviation: prior.deviation)
        let budget = PACBayesBound.budget(
          divergence: divergence, documents: risk.documents, failure: prior.failure)
        let bound = BinaryDivergence.upperBound(gibbs.corrected, budget: budget)
        if bound < best?.bound ?? .infinity {
          best = Outcome(
            bound: bound, budget: budget, priorDeviation: prior.deviation, deviation: deviation,
            divergence: divergence, failure: prior.failure, gibbsRisk: gibbs.drawn,
            correctedRisk: gibbs.corrected, draws: gibbs.draws)
        }
      }
    }
    guard let best else { throw .invalidSetting(name: "deviations", reason: "none is given") }
    return best
  }

  /// The risk of the Gibbs gate: exact, or the mean of draws with what they may have missed.
  ///
  /// Every deviation is a test of its own, so that δ′ is divided among them.
  private func gibbsRisk(
    of risk: some DocumentRisk, _ parameters: [Double], _ deviation: Double, number: Int
  ) -> (drawn: Double, corrected: Double, draws: Int) {
    if let exact = risk.meanRisk(around: parameters, deviation: deviation) {
      return (exact, exact, 0)
    }
    var random = SplitMix64(seed: settings.seed, UInt64(number))
    var sum = 0.0
    for _ in 0..<settings.draws {
      sum += risk.risk(at: parameters.map { $0 + deviation * random.normal() })
    }
    let mean = sum / Double(settings.draws)
    let failure = settings.drawingFailure / Double(settings.deviations.count)
    return (
      mean,
      BinaryDivergence.upperBound(mean, budget: log(2 / failure) / Double(settings.draws)),
      settings.draws
    )
  }

  private func check(
    _ risk: some DocumentRisk, parameters: [Double], centre: [Double]
  ) throws(CertificateError) {
    guard risk.documents >= PACBayesBound.leastDocuments else {
      throw .tooFewDocuments(count: risk.documents)
    }
    guard parameters.count <= CertificateSettings.mostParameters else {
      throw .tooManyParameters(count: parameters.count)
    }
    guard parameters.count == centre.count else {
      throw .invalidSetting(name: "centre", reason: "it is of another gate")
    }
    guard settings.failure > 0, settings.drawingFailure > 0,
      settings.failure + settings.drawingFailure < 1
    else { throw .invalidSetting(name: "failure", reason: "must be above 0, and below 1 together") }
    guard settings.draws >= 500 else {
      throw .invalidSetting(name: "draws", reason: "must be at least 500")
    }
    guard settings.deviations.allSatisfy({ $0 > 0 && $0.isFinite }),
      settings.priors.allSatisfy({ $0.deviation > 0 && $0.deviation.isFinite })
    else { throw .invalidSetting(name: "deviations", reason: "must be above 0") }
  }
}
