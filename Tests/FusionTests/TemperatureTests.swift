import Foundation
import Fusion
import GalleyTesting
import Testing

@Suite("Temperatures of probabilities")
struct TemperatureTests {
  /// Statements that are true as often as `σ(logit(s)/T)` says.
  func statements(_ temperature: Double, seed: UInt64 = 1) -> [Temperature.Statement] {
    var random = SeededGenerator(seed: seed)
    return (0..<20_000).map { _ in
      let score = random.uniform(0.02, 0.98)
      let odds = log(score / (1 - score)) / temperature
      return .init(score: score, isTrue: random.chance(1 / (1 + exp(-odds))))
    }
  }

  @Test("is found, and calibrates scores", arguments: [0.5, 1, 2.5])
  func scores(temperature: Double) {
    let stated = statements(temperature)
    let found = Temperature.ofScores(stated)
    #expect(near(found, temperature, 0.06 * temperature))
    let cooled = stated.map {
      Temperature.Statement(
        score: ScorePool.pool([.init(score: $0.score, weight: 1, temperature: found)]),
        isTrue: $0.isTrue)
    }
    #expect(Temperature.calibrationError(cooled) < 0.015)
    if temperature != 1 { #expect(Temperature.calibrationError(stated) > 0.05) }
  }

  @Test("is found for class probabilities", arguments: [0.7, 1, 2])
  func classes(temperature: Double) {
    var random = SeededGenerator(seed: 2)
    let vectors = (0..<10_000).map { _ in
      let stated = ClassPool.pool([
        .init(probabilities: (0..<4).map { _ in exp(random.normal(1.5)) / 100 }, weight: 1)
      ])
      let held = ClassPool.pool([
        .init(probabilities: stated, weight: 1, temperature: temperature)
      ])
      var draw = random.uniform()
      let truth = held.firstIndex { probability in
        draw -= probability
        return draw < 0
      }
      return (probabilities: stated, truth: truth ?? 3)
    }
    #expect(near(Temperature.ofClasses(vectors), temperature, 0.06 * temperature))
  }

  @Test func `nothing stated needs no temperature, and certainty that errs a finite one`() {
    #expect(Temperature.ofScores([]) == 1 && Temperature.ofClasses([]) == 1)
    let wrong = Temperature.ofScores([
      .init(score: 1, isTrue: false), .init(score: 0, isTrue: true),
    ])
    #expect(wrong.isFinite && wrong > 5)
    #expect(Temperature.calibrationError([]) == 0)
    #expect(Temperature.calibrationError([.init(score: 1, isTrue: true)]) == 0)
  }
}
