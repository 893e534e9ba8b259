import Evaluation
import Foundation
import GalleyTesting
import Testing

@Suite("Student's t distribution")
struct StudentDistributionTests {
  @Test("agrees with its closed forms for 1 to 4 degrees of freedom, also far out")
  func closedForms() {
    let forms: [(Double, (Double) -> Double)] = [
      (1, { 0.5 + atan($0) / .pi }),
      (2, { 0.5 + $0 / (2 * (2 + $0 * $0).squareRoot()) }),
      (
        3,
        {
          let share = $0 / 3.0.squareRoot()
          return 0.5 + (share / (1 + share * share) + atan(share)) / .pi
        }
      ),
      (4, { 0.5 + 0.75 * $0 / (4 + $0 * $0).squareRoot() * (1 - $0 * $0 / (12 + 3 * $0 * $0)) }),
    ]
    for (degrees, form) in forms {
      for t in [-80, -3.7, -1, -0.01, 0, 1e-6, 0.5, 1, 2.92, 12.7, 300] {
        let value = StudentDistribution(degrees: degrees).cumulative(t)
        #expect(near(value, form(t), 1e-13), "\(degrees), \(t)")
      }
    }
  }

  @Test(
    "agrees with tables",
    arguments: [
      (5, 2.570582, 0.05), (10, 2.228139, 0.05), (30, 2.042272, 0.05), (30, 2.749996, 0.01),
      (120, 1.979930, 0.05), (1e6, 1.959966, 0.05),
    ])
  func tables(degrees: Double, t: Double, p: Double) {
    let distribution = StudentDistribution(degrees: degrees)
    #expect(near(distribution.twoSided(t), p, 2e-7))
    #expect(near(distribution.upperTail(t), p / 2, 1e-7))
    #expect(near(distribution.upperTail(-t) + distribution.upperTail(t), 1))
  }

  @Test("The incomplete beta function agrees with its closed forms and is symmetric")
  func incompleteBeta() {
    for x in [0, 1e-9, 0.1, 0.5, 0.77, 0.999, 1] {
      #expect(near(IncompleteBeta.regularised(x, 1, 1), x))
      #expect(near(IncompleteBeta.regularised(x, 3, 1), x * x * x))
      #expect(near(IncompleteBeta.regularised(x, 2, 2), x * x * (3 - 2 * x)))
      #expect(near(IncompleteBeta.regularised(x, 0.5, 0.5), 2 / .pi * asin(x.squareRoot()), 1e-13))
      let sum = IncompleteBeta.regularised(x, 7.5, 40) + IncompleteBeta.regularised(1 - x, 40, 7.5)
      #expect(near(sum, 1, 1e-13))
    }
  }
}
