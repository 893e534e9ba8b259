import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Pooling of classes and scores")
struct PoolTests {
  let teacher = [0.6, 0.3, 0.1]
  let text = [0.2, 0.7, 0.1]

  func pool(
    _ teacherWeight: Double, _ textWeight: Double, temperature: Double = 1, prior: [Double]? = nil
  ) -> [Double] {
    ClassPool.logLinear(
      [
        .init(probabilities: teacher, weight: teacherWeight, temperature: temperature),
        .init(probabilities: text, weight: textWeight),
      ], prior: prior)
  }

  @Test func `is the geometric mean at one half each and a product of experts at one each`() {
    #expect(near(pool(0.5, 0.5), [0.382914, 0.506548, 0.110538], 1e-6))
    #expect(near(pool(1, 1), [0.352941, 0.617647, 0.029412], 1e-6))
    let third = [1.0 / 3, 1.0 / 3, 1.0 / 3]
    #expect(near(pool(1, 1, prior: third), pool(1, 1), 1e-12))
  }

  @Test func `divides a prior out once when each of two experts already holds it`() {
    let prior = [0.5, 0.25, 0.25]
    let raw = zip(zip(teacher, text), prior).map { $0.0 * $0.1 / $1 }
    let sum = raw.reduce(0, +)
    #expect(near(pool(1, 1, prior: prior), raw.map { $0 / sum }, 1e-12))
    #expect(near(pool(0.5, 0.5, prior: prior), pool(0.5, 0.5), 1e-12))
  }

  @Test func `with exponent 0 a source leaves the tempered other`() {
    let roots = teacher.map { $0.squareRoot() }
    let sum = roots.reduce(0, +)
    #expect(near(pool(1, 0, temperature: 2), roots.map { $0 / sum }, 1e-12))
  }

  @Test func `a uniform vector never changes the best class`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let raw = (0..<5).map { _ in random.uniform(0.01, 1) }
      let sum = raw.reduce(0, +)
      let probabilities = raw.map { $0 / sum }
      let uniform = Array(repeating: 0.2, count: 5)
      for rule in ClassPoolRule.allCases {
        let pooled = ClassPool.pool(
          [
            .init(probabilities: probabilities, weight: random.uniform(0.1, 1)),
            .init(probabilities: uniform, weight: random.uniform(0.1, 1)),
          ], rule: rule)
        #expect(near(pooled.reduce(0, +), 1, 1e-12))
        #expect(pooled.indexOfGreatest == probabilities.indexOfGreatest)
      }
    }
  }

  @Test func `no source can veto a class outright`() {
    let pooled = ClassPool.logLinear([
      .init(probabilities: [1, 0], weight: 1), .init(probabilities: [0, 1], weight: 1),
    ])
    #expect(near(pooled, [0.5, 0.5], 1e-9))
  }

  @Test func `linear is the weighted mean`() {
    let pooled = ClassPool.linear([
      .init(probabilities: teacher, weight: 0.6), .init(probabilities: text, weight: 0.4),
    ])
    #expect(near(pooled, [0.44, 0.46, 0.1], 1e-12))
  }

  @Test(
    "scores are averaged as logits",
    arguments: [(0.7, 0.3, 0.748767), (0.5, 0.5, 0.710102)] as [(Double, Double, Double)])
  func scores(teacherWeight: Double, textWeight: Double, expected: Double) {
    let pooled = ScorePool.pool([
      .init(score: 0.8, weight: teacherWeight), .init(score: 0.6, weight: textWeight),
    ])
    #expect(near(pooled, expected, 1e-6))
  }

  @Test(arguments: [0, 1e-9, 0.31, 1])
  func `one score alone stays as it is`(score: Double) {
    #expect(ScorePool.pool([.init(score: score, weight: 1)]) == score)
  }
}
