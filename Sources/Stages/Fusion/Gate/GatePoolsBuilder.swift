import Foundation
import Layout

/// Takes the pools of a pair apart into what a gate's share multiplies and what it does not.
struct GatePoolsBuilder {
  let taxonomy: Taxonomy
  let settings: FusionSettings
  let unnamed: UnnamedClasses

  /// The pools of a site as `SiteFusion` makes them, without what the page adds: the trust in a
  /// source, and those that are silent.
  func pools(of estimates: [RegionEstimate], truth: Int?) -> GatePools? {
    let isTeacher = estimates.map { $0.source == .teacher }
    let roles = estimates.map { taxonomy.classes[$0.classIndex].role }
    let exponents = zip(estimates, roles).map { settings.classes.exponents[$0.source][$1] }
    let weights = zip(estimates, roles).map { settings.scores.weights[$0.source][$1] }
    let share = TeacherTilt.share(of: exponents, isTeacher)
    let scoreShare = TeacherTilt.share(of: weights, isTeacher)
    guard share > 0, share < 1, scoreShare > 0, scoreShare < 1 else { return nil }
    let total = exponents.reduce(0, +)
    let count = taxonomy.count
    let zeros = [Double](repeating: 0, count: count)
    var (teacher, text) = (zeros, zeros)
    var scores = (teacher: 0.0, text: 0.0)
    for (index, estimate) in estimates.enumerated() {
      let terms = terms(of: estimate)
      let logit =
        ScorePool.logit(estimate.score) / settings.scores.temperatures[estimate.source]
      let weight = weights[index] / weights.reduce(0, +)
      if isTeacher[index] {
        let part = exponents[index] / share
        for place in 0..<count { teacher[place] += part * terms[place] }
        scores.teacher += weight / scoreShare * logit
      } else {
        let part = exponents[index] / (1 - share)
        for place in 0..<count { text[place] += part * terms[place] }
        scores.text += weight / (1 - scoreShare) * logit
      }
    }
    return GatePools(
      rule: settings.classes.rule, teacherClasses: teacher, textClasses: text,
      otherClasses: prior(exponents: total), classLogit: log(share / (1 - share)), truth: truth,
      teacherScore: scores.teacher, textScore: scores.text,
      scoreLogit: log(scoreShare / (1 - scoreShare)))
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

  private func prior(exponents: Double) -> [Double] {
    guard settings.classes.rule == .logLinear, let prior = settings.classes.prior else {
      return Array(repeating: 0, count: taxonomy.count)
    }
    return prior.map { (1 - exponents) * log(max($0, ClassPool.floor)) }
  }
}
