import Foundation
import Layout

/// Takes the pools of a pair apart into what a gate's share multiplies and what it does not.
struct GatePoolsBuilder {
  let taxonomy: Taxonomy
  let settings: FusionSettings
  let unnamed: UnnamedClasses

  /// The pools of a site as `SiteFusion` makes them, without what the page adds: the trust in a
  /// source, and those that are silent.
  func pools(of estimates: [RegionEstimate], truth: Int?) -> GatePools {
    let isTeacher = estimates.map { $0.source.isDetector }
    let roles = estimates.map { taxonomy.classes[$0.classIndex].role }
    let exponents = zip(estimates, roles).map { settings.classes.exponents[$0.source][$1] }
    let weights = zip(estimates, roles).map { settings.scores.weights[$0.source][$1] }
    let total = weights.reduce(0, +)
    let classes = Sides(estimates.map(terms), exponents, isTeacher)
    let scores = Sides(
      estimates.map {
        [ScorePool.logit($0.score) / settings.scores.temperatures[$0.source]]
      }, weights.map { $0 / total }, isTeacher)
    return GatePools(
      rule: settings.classes.rule, teacherClasses: classes.teacher, textClasses: classes.text,
      otherClasses: others(estimates, roles, exponents: exponents.reduce(0, +)),
      classLogit: classes.logit, truth: truth, teacherScore: scores.teacher[0],
      textScore: scores.text[0], scoreLogit: scores.logit)
  }

  /// Weighted sums such that `share·teacher + (1−share)·text` is the sum of all.
  private struct Sides {
    var teacher: [Double]
    var text: [Double]
    var logit = 0.0

    init(_ vectors: [[Double]], _ weights: [Double], _ isTeacher: [Bool]) {
      let width = vectors.first?.count ?? 0
      let zeros = [Double](repeating: 0, count: width)
      (teacher, text) = (zeros, zeros)
      for (index, vector) in vectors.enumerated() {
        for place in 0..<width {
          let term = weights[index] * vector[place]
          if isTeacher[index] { teacher[place] += term } else { text[place] += term }
        }
      }
      let share = TeacherTilt.share(of: weights, isTeacher)
      guard share > 0, share < 1 else {
        // Where one side has no say, no gate gives it one.
        teacher = zip(teacher, text).map { $0 + $1 }
        text = teacher
        return
      }
      teacher = teacher.map { $0 / share }
      text = text.map { $0 / (1 - share) }
      logit = log(share / (1 - share))
    }
  }

  /// What an estimate adds for each class per unit of its exponent.
  private func terms(of estimate: RegionEstimate) -> [Double] {
    let probabilities = unnamed.probabilities(estimate)
    let temperature = settings.classes.temperatures[estimate.source]
    switch settings.classes.rule {
    case .logLinear:
      return probabilities.map { log(max($0, ClassPool.floor)) / temperature }
    case .linear:
      return ClassPool.logLinear([
        .init(probabilities: probabilities, weight: 1, temperature: temperature)
      ])
    }
  }

  /// What the prior and the sources' leanings add, whatever a gate says.
  private func others(
    _ estimates: [RegionEstimate], _ roles: [RegionRole], exponents: Double
  ) -> [Double] {
    var sum = Array(repeating: 0.0, count: taxonomy.count)
    guard settings.classes.rule == .logLinear else { return sum }
    for (estimate, role) in zip(estimates, roles) {
      let leanings = settings.classes.leanings[estimate.source][role]
      for index in sum.indices { sum[index] += leanings[taxonomy.classes[index].role] }
    }
    if let prior = settings.classes.prior {
      for index in sum.indices {
        sum[index] += (1 - exponents) * log(max(prior[index], ClassPool.floor))
      }
    }
    return sum
  }
}
