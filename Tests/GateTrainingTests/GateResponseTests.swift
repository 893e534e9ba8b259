import Fusion
import GalleyTesting
import GateTraining
import Layout
import Testing

@Suite("A trained gate and the quality of text")
struct GateResponseTests {
  static let text = "The committee met again in spring and heard seven reports on the harbour"

  /// Text clarity: the share of usual scalars times that of words that can be spoken.
  static func clarity(_ text: String) -> Double {
    let scalars = text.unicodeScalars.filter { $0 != " " }
    let usual = scalars.filter {
      $0.properties.isAlphabetic || ".,;:()-".unicodeScalars.contains($0)
    }
    let tokens: [Substring] = text.split(separator: " ").filter { $0.count >= 3 }
    let spoken = tokens.filter { (token: Substring) -> Bool in
      token.allSatisfy(\.isLetter) && token.lowercased().contains { "aeiouy".contains($0) }
    }
    let share = Double(usual.count) / Double(max(1, scalars.count))
    let speech = Double(spoken.count) / Double(max(1, tokens.count))
    return max(0.05, share * (0.5 + 0.5 * speech))
  }

  /// The text with a share of its characters misread.
  static func misread(_ share: Double, _ random: inout SeededGenerator) -> String {
    let wrong = Array("#~^|%$*")
    var characters: [Character] = []
    for character in text {
      let isWrong = character != " " && random.chance(share)
      characters.append(isWrong ? wrong[Int(random.uniform() * Double(wrong.count))] : character)
    }
    return String(characters)
  }

  /// A pair on a page whose text is misread to a share; the text source errs the more for it.
  static func pair(
    misread share: Double, _ random: inout SeededGenerator
  ) -> (estimates: [RegionEstimate], edges: [GateExample.Edge]) {
    let box = Box(x1: 100, y1: 200, x2: 500, y2: 260)
    let deviation = 1.5 + 30 * share
    let edges = BoxCoordinate.allCases.map { coordinate in
      GateExample.Edge(
        teacher: box[coordinate] + random.normal(4),
        text: box[coordinate] + random.normal(deviation), logit: 0, truth: box[coordinate])
    }
    func estimate(
      _ source: EstimateSource, _ score: Double, _ edge: (GateExample.Edge) -> Double,
      clarity: Double? = nil
    ) -> RegionEstimate {
      RegionEstimate(
        id: 0,
        box: Box(
          x1: edge(edges[0]), y1: edge(edges[1]), x2: edge(edges[2]), y2: edge(edges[3])),
        variance: BoxVariance(uniform: 16), classProbabilities: [1], score: score, source: source,
        evidence: Evidence(model: "test", textQuality: clarity, spatialQuality: 0.8))
    }
    return (
      [
        estimate(.teacher, random.uniform(0.5, 0.95), \.teacher),
        estimate(
          .languageModel, random.uniform(0.5, 0.95), \.text,
          clarity: clarity(misread(share, &random))),
      ], edges
    )
  }

  @Test func `trusts the teacher more the worse the text is read`() throws {
    var random = SeededGenerator(seed: 17)
    var settings = GateTrainingSettings()
    settings.loss.edges = .squared
    let examples = try (0..<800).map { page in
      let (estimates, edges) = Self.pair(misread: random.uniform(0, 0.3), &random)
      let input = try #require(GateInput(estimates)).numbers(for: .small, on: nil)
      return GateExample(document: "\(page)", page: page, input: input, edges: edges)
    }
    let gate = Gate(.small)
    let trained = try gate.with(
      GateTrainer(settings).train(gate.network, on: examples).network)
    func weight(misread share: Double) throws -> Double {
      let weights = try (0..<400).map { _ in
        let (estimates, _) = Self.pair(misread: share, &random)
        return try #require(GateWeighting(trained).weights(for: estimates).gate)
      }
      return weights.reduce(0, +) / Double(weights.count)
    }
    // Quintiles of legibility, the worst first.
    let weights = try [0.27, 0.21, 0.15, 0.09, 0.03].map(weight)
    for (worse, better) in zip(weights, weights.dropFirst()) { #expect(worse > better) }
    #expect(try weight(misread: 0.3) > weight(misread: 0) + 0.2)
  }
}
