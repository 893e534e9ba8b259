import Foundation
import Layout

/// Exponents and leanings as one vector, and the likelihood of true classes under them.
struct ClassParameters {
  /// A source that claims a role.
  struct Claimant: Hashable {
    var source: EstimateSource
    var role: RegionRole
  }

  /// Spread of the exponents, and of the leanings, around the built-in ones.
  private static let spread = (exponent: 0.5, leaning: 1.0)

  private let taxonomy: Taxonomy
  private let places: [Claimant: Int]
  private let start: [Double]
  private(set) var values: [Double]

  init(_ settings: ClassSettings, taxonomy: Taxonomy) {
    self.taxonomy = taxonomy
    let width = taxonomy.count + 1
    var places: [Claimant: Int] = [:]
    var values: [Double] = []
    for source in [EstimateSource.teacher, .languageModel, .textRules] {
      for role in RegionRole.allCases {
        places[Claimant(source: source, role: role)] = values.count
        values.append(settings.exponents[source][role])
        values += Array(repeating: 0, count: width - 1)
      }
    }
    self.places = places
    self.values = values
    start = values
  }

  /// The exponents and leanings.
  ///
  /// - Parameter saved: what they save on documents left out, nats a site.
  func calibration(saved: Double) -> ClassCalibration {
    var calibration = ClassCalibration(saved: saved)
    for (claimant, place) in places {
      calibration.exponents[claimant.source][claimant.role] = max(0, values[place])
      var leanings = RoleTable(0.0)
      for (index, one) in taxonomy.classes.enumerated() where values[place + 1 + index] != 0 {
        leanings[one.role] = values[place + 1 + index]
      }
      guard leanings != RoleTable(0) else { continue }
      calibration.leanings[claimant.source][claimant.role] = leanings
    }
    return calibration
  }

  /// Negative log-likelihood of the true class, nats.
  func loss(of site: ClassSite) -> Double { -log(max(probabilities(site)[site.truth], 1e-12)) }

  private func probabilities(_ site: ClassSite) -> [Double] {
    var logits = Array(repeating: 0.0, count: taxonomy.count)
    for claim in site.claims {
      guard let place = places[Claimant(source: claim.source, role: claim.role)] else { continue }
      let exponent = max(0, values[place])
      for index in logits.indices {
        logits[index] += exponent * claim.logs[index] + values[place + 1 + index]
      }
    }
    let peak = logits.max() ?? 0
    return ClassPool.normalised(logits.map { exp($0 - peak) })
  }

  /// The parameters of the least loss and distance from the start.
  ///
  /// The loss is convex; its curvature along a parameter is at most a quarter of the squared
  /// feature's, so that steps divided by that bound, with Nesterov's momentum, need no search.
  func fitted(to sites: [ClassSite], ridge: Double) -> ClassParameters {
    var fitted = self
    var precision = values.map { _ in ridge / (Self.spread.leaning * Self.spread.leaning) }
    for place in places.values {
      precision[place] = ridge / (Self.spread.exponent * Self.spread.exponent)
    }
    var curvature = precision
    for site in sites {
      // Parameters of one site move its logits together: as many as it has claims, twice.
      let together = Double(2 * site.claims.count)
      for claim in site.claims {
        guard let place = places[Claimant(source: claim.source, role: claim.role)] else { continue }
        let mean = claim.logs.reduce(0, +) / Double(claim.logs.count)
        let square = claim.logs.map { ($0 - mean) * ($0 - mean) }.max() ?? 0
        curvature[place] += site.weight * together * square / 2
        for index in claim.logs.indices {
          curvature[place + 1 + index] += site.weight * together / 4
        }
      }
    }
    var ahead = values
    var momentum = 1.0
    for _ in 0..<200 {
      var trial = fitted
      trial.values = ahead
      let gradient = trial.gradient(sites)
      let next = ahead.indices.map {
        ahead[$0] - (gradient[$0] + precision[$0] * (ahead[$0] - start[$0])) / curvature[$0]
      }
      let following = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      ahead = next.indices.map {
        next[$0] + (momentum - 1) / following * (next[$0] - fitted.values[$0])
      }
      momentum = following
      fitted.values = next
    }
    return fitted
  }

  private func gradient(_ sites: [ClassSite]) -> [Double] {
    var gradient = Array(repeating: 0.0, count: values.count)
    for site in sites {
      let probabilities = probabilities(site)
      for claim in site.claims {
        guard let place = places[Claimant(source: claim.source, role: claim.role)] else { continue }
        for index in probabilities.indices {
          let error =
            site.weight * (probabilities[index] - (index == site.truth ? 1 : 0))
          gradient[place] += error * claim.logs[index]
          gradient[place + 1 + index] += error
        }
      }
    }
    return gradient
  }
}
