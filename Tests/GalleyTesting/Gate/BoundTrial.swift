import Foundation
import Fusion

/// Issues a bound for a logistic gate on simulated pages, where the true risk can be measured.
public struct BoundTrial: Sendable {
  /// Bound and risks of one sample of pages.
  public struct Outcome: Sendable {
    /// The bound that is put to the test.
    public var bound: Double
    /// Risk of the drawn gates on the sample.
    public var empirical: Double
    /// The same on fresh pages.
    public var truth: Double
  }

  /// `σ(θ·[1, (p−.8)/.2, (s−.78)/.13, (IoU−.75)/.15])`; of θ = 0 the weight is ½.
  public static let network = GateNetwork(
    scalings: [.teacherScore, .textScore, .overlap], hidden: [])

  /// Error of an edge that counts as 1.
  static let tolerance = 10.0
  private let fresh: BoxRisk

  /// Makes a trial.
  ///
  /// - Parameter freshPages: that the true risk is measured on.
  public init(freshPages: Int, seed: UInt64 = 1_000_003) {
    fresh = Self.risk(Self.sample(pages: freshPages, seed: seed))
  }

  /// Risk of the constant weight ½ on fresh pages.
  public var riskOfHalf: Double { fresh.risk(ofConstant: 0.5) }

  /// Trains a gate on pages of a seed, and bounds its risk.
  public func outcome(pages: Int, seed: UInt64) throws -> Outcome {
    let sample = Self.sample(pages: pages, seed: seed)
    let parameters = Self.fitted(sample)
    let risk = Self.risk(sample)
    var settings = CertificateSettings()
    settings.prior = .fixed(2)
    settings.deviations = [min(1, 2 / (Double(pages) / 60).squareRoot())]
    let issued = try CertificateIssue(settings).bound(
      of: risk, parameters: parameters, centre: parameters.map { _ in 0 })
    return Outcome(
      bound: issued.bound, empirical: issued.gibbsRisk,
      truth: fresh.meanRisk(around: parameters, deviation: issued.deviation) ?? .nan)
  }

  private static func risk(_ examples: [GateExample]) -> BoxRisk {
    BoxRisk(examples, network: network, tolerance: tolerance)
  }

  private static func sample(pages: Int, seed: UInt64) -> [GateExample] {
    var pairs = SimulatedPairs(seed: seed, edges: 1)
    return pairs.pages(pages, boxes: 6, qualitySpread: 0.05).map {
      var example = $0.example
      example.input.removeLast()
      return example
    }
  }

  /// θ after 60 steps of Adam at 0.15 on the mean of `e²/(e²+100) + 10⁻³‖θ‖²`.
  static func fitted(_ examples: [GateExample]) -> [Double] {
    let rows = examples.map { (network.normalised($0.input), $0.edges[0]) }
    var (theta, first, second) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0], [0.0, 0, 0, 0])
    for step in 1...60 {
      var gradient = theta.map { 2e-3 * $0 }
      for (x, edge) in rows {
        let z = theta[0] * x[0] + theta[1] * x[1] + theta[2] * x[2] + theta[3]
        let weight = 1 / (1 + exp(-z))
        let error = edge.fused(weight)
        let below = error * error + 100
        let slope =
          200 * error / (below * below) * (edge.teacher - edge.text) * weight * (1 - weight)
          / Double(rows.count)
        for index in 0..<3 { gradient[index] += slope * x[index] }
        gradient[3] += slope
      }
      for index in 0..<4 {
        first[index] = 0.9 * first[index] + 0.1 * gradient[index]
        second[index] = 0.999 * second[index] + 0.001 * gradient[index] * gradient[index]
        let mean = first[index] / (1 - pow(0.9, Double(step)))
        let root = (second[index] / (1 - pow(0.999, Double(step)))).squareRoot()
        theta[index] -= 0.15 * mean / (root + 1e-8)
      }
    }
    return theta
  }
}
