import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A certificate")
struct CertificateTests {
  @Test(arguments: [0.001, 0.05, 0.7, 3])
  func `the inverse of kl is 1 − e^−c where nothing went wrong`(budget: Double) {
    #expect(near(BinaryDivergence.upperBound(0, budget: budget), 1 - exp(-budget), 1e-12))
  }

  @Test(arguments: [
    (0.1, 0.05, 0.220079), (0.25, 0.02, 0.342455), (0.5, 0.01, 0.570359),
    (0.0759, 0.0112279, 0.121909),
  ])
  func `the inverse of kl`(risk: Double, budget: Double, bound: Double) {
    let found = BinaryDivergence.upperBound(risk, budget: budget)
    #expect(near(found, bound, 1e-6))
    #expect(near(BinaryDivergence.divergence(of: risk, from: found), budget, 1e-12))
    #expect(found <= BinaryDivergence.relaxedBound(risk, budget: budget))
  }

  @Test func `relaxed, divergence and rate`() {
    #expect(near(BinaryDivergence.relaxedBound(0.0759, budget: 0.0112279), 0.150826, 1e-6))
    let divergence = GaussianDivergence.divergence(
      dimension: 4, squaredDistance: 1.7, deviation: 0.3, priorDeviation: 2)
    #expect(near(divergence, 5.845980, 1e-6))
    #expect(
      near(
        ConvergenceRate.effectiveDimension(documents: 26_000, lipschitz: 8.3), 21.99, 0.005))
    let gaps = [250, 16_000].map { log(ConvergenceRate.gap(documents: $0, lipschitz: 8.3)) }
    #expect(near((gaps[1] - gaps[0]) / log(64), -0.458, 5e-4))
  }

  @Test func `ends of the range`() {
    #expect(BinaryDivergence.upperBound(1, budget: 0.1) == 1)
    #expect(BinaryDivergence.upperBound(0.3, budget: .infinity) == 1)
    #expect(near(BinaryDivergence.upperBound(0.3, budget: 0), 0.3, 1e-8))
    #expect(BinaryDivergence.divergence(of: 0.2, from: 0) == .infinity)
  }

  @Test func `the documents that it takes to say something`() throws {
    let needed = try #require(
      PACBayesBound.documentsNeeded(risk: 0.07, divergence: 6, failure: 0.05, below: 0.108))
    func bound(_ documents: Int) -> Double {
      PACBayesBound.bound(risk: 0.07, divergence: 6, documents: documents, failure: 0.05)
    }
    #expect(bound(needed) < 0.108 && bound(needed - 1) >= 0.108)
    #expect(
      PACBayesBound.documentsNeeded(risk: 0.2, divergence: 6, failure: 0.05, below: 0.108) == nil)
  }

  @Test func `drawn gates agree with the exact risk, and pay for what they may have missed`() throws
  {
    let (gate, examples) = try Self.gate()
    let risk = BoxRisk(examples, network: gate.network, tolerance: 10)
    struct Drawn: DocumentRisk {
      let exact: BoxRisk
      var documents: Int { exact.documents }
      func risk(at parameters: [Double]) -> Double { exact.risk(at: parameters) }
    }
    var settings = CertificateSettings()
    settings.deviations = [0.3]
    let issue = CertificateIssue(settings)
    let centre = [0.0, 0, 0, 0]
    let exact = try issue.bound(of: risk, parameters: gate.network.parameters, centre: centre)
    let drawn = try issue.bound(
      of: Drawn(exact: risk), parameters: gate.network.parameters, centre: centre)
    #expect(near(exact.gibbsRisk, drawn.gibbsRisk, 0.005))
    #expect(exact.draws == 0 && drawn.draws == 500)
    #expect(drawn.correctedRisk > drawn.gibbsRisk && drawn.bound > exact.bound)
  }

  @Test func `of a gate tells both risks and what they are measured against`() throws {
    let (gate, examples) = try Self.gate()
    let certificate = try CertificateIssue().certificate(for: gate, on: examples)
    #expect(certificate.documents == 400 && certificate.dimension == 4)
    #expect(certificate.confidence == 0.95)
    #expect(certificate.servedRisk < certificate.gibbsRisk)
    #expect(certificate.servedRisk < certificate.baseRisk)
    #expect(certificate.gibbsRisk < certificate.bound)
    #expect(certificate.bound <= certificate.relaxedBound)
    let steepness = try #require(certificate.steepness)
    #expect(steepness.lower > 0 && steepness.lower <= steepness.upper)
    if let needed = certificate.nonVacuousFrom {
      #expect(certificate.isNonVacuous == (needed <= certificate.documents))
    }
    #expect(
      throws: CertificateError.tooManyParameters(count: 64_401)
    ) { try CertificateIssue().certificate(for: Gate(.full), on: examples) }
    #expect(throws: CertificateError.tooFewDocuments(count: 5)) {
      try CertificateIssue().certificate(for: gate, on: Array(examples.prefix(30)))
    }
  }

  @Test func `spectral norms bound differences of a deep network`() {
    var random = SeededGenerator(seed: 9)
    var network = GateNetwork(
      scalings: Array(repeating: .none, count: 4), hidden: [16, 16], seed: 3)
    network.parameters = network.parameters.map { _ in random.normal(0.5) }
    let examples = (0..<200).map { _ in
      GateExample(
        document: "", page: 0, input: (0..<4).map { _ in random.normal(1) }, edges: [])
    }
    let steepness = Steepness(network, examples)
    #expect(steepness.lower > 0 && steepness.lower <= steepness.upper)
  }

  /// A gate of four parameters, trained on 400 simulated pages of six pairs.
  static func gate() throws -> (Gate, [GateExample]) {
    var pairs = SimulatedPairs(seed: 4)
    let examples = pairs.pages(400, boxes: 6, qualitySpread: 0.05).map {
      var example = $0.example
      example.input = [
        ScorePool.logit(example.input[0]), ScorePool.logit(example.input[1]), example.input[2],
      ]
      return example
    }
    let gate = Gate(.theory)
    var network = gate.network
    // Up with the teacher's score, down with the text's.
    network.parameters = [1.2, -0.9, 0, 0.6]
    return (try gate.with(network), examples)
  }
}
