import Foundation
import Fusion
import GalleyTesting
import Testing

@Suite("Calibration of variances")
struct CalibrationMapTests {
  /// σ uniform on 1...8, e normal; stated is what a function makes of σ².
  func residuals(
    seed: UInt64, count: Int = 10_000, stated: (Double, inout SeededGenerator) -> Double
  ) -> [EdgeResidual] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let deviation = random.uniform(1, 8)
      let error = random.normal(deviation)
      return EdgeResidual(error: error, variance: stated(deviation * deviation, &random))
    }
  }

  func factor(_ map: VarianceMap) -> Double { map(1) }

  @Test func `the normalised error is next to nothing for true variances`() {
    let errors = (0..<50).map { seed in
      UncertaintyReport(residuals(seed: seed) { variance, _ in variance }).normalisedError
    }
    #expect(errors.allSatisfy { $0 < 0.03 })
    #expect(near(errors.reduce(0, +) / 50, 0.018, 0.004))
  }

  @Test func `half the deviation is found out, and scaling mends it`() {
    for seed in 0..<50 as Range<UInt64> {
      let halved = residuals(seed: seed) { variance, _ in variance / 4 }
      #expect(near(UncertaintyReport(halved).normalisedError, 1, 0.04))
      let map = VarianceFit.scaling(halved)
      #expect(near(factor(map).squareRoot(), 2, 0.05))
      #expect(UncertaintyReport(halved, map: map).normalisedError < 0.03)
    }
  }

  @Test func `variances that tell nothing stay found out after scaling`() {
    for seed in 0..<50 as Range<UInt64> {
      let uninformative = residuals(seed: seed) { _, random in exp(random.normal(1)) }
      let scaled = UncertaintyReport(uninformative, map: VarianceFit.scaling(uninformative))
      #expect(scaled.normalisedError >= 0.3)
      // A map that may be flat says so instead.
      let isotonic = UncertaintyReport(uninformative, map: VarianceFit.isotonic(uninformative))
      #expect(isotonic.normalisedError < 0.1)
    }
  }

  @Test func `coverage, likelihood and sharpness are those of normal errors`() {
    let report = UncertaintyReport(residuals(seed: 3) { variance, _ in variance })
    #expect(near(report.withinOne, 0.683, 0.01) && near(report.withinTwo, 0.954, 0.01))
    // √E σ² of a uniform σ on 1...8.
    #expect(near(report.sharpness, (511.0 / 21).squareRoot(), 0.05))
    let sharp = UncertaintyReport([.init(error: 2, variance: 4)])
    #expect(near(sharp.negativeLogLikelihood, 0.5 * (log(2 * .pi * 4) + 1)))
    #expect(sharp.count == 1 && sharp.sharpness == 2)
  }

  @Test("the affine map finds factor and offset", arguments: [(2.0, 5.0), (0.3, 0), (0, 20)])
  func affine(factor: Double, offset: Double) throws {
    var random = SeededGenerator(seed: 4)
    let sample = (0..<20_000).map { _ in
      let stated = random.uniform(1, 60)
      return EdgeResidual(
        error: random.normal((factor * stated + offset).squareRoot()), variance: stated)
    }
    let map = VarianceFit.affine(sample)
    for stated in [2.0, 30, 55] {
      let truth = factor * stated + offset
      #expect(abs(map(stated) - truth) < 0.08 * truth + 0.3, "\(map)")
    }
  }

  @Test func `the isotonic map ascends, and serves unseen errors no worse`() {
    for seed in 0..<10 as Range<UInt64> {
      // Far from linear: the square root of the truth.
      let fitted = residuals(seed: seed, count: 4000) { variance, _ in variance.squareRoot() }
      let unseen = residuals(seed: seed + 100) { variance, _ in variance.squareRoot() }
      let map = VarianceFit.isotonic(fitted)
      let values = stride(from: 0, through: 12, by: 0.05).map { map($0) }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(map(-1) == map(0) && map(100) == map(1000))
      let before = UncertaintyReport(unseen)
      let after = UncertaintyReport(unseen, map: map)
      #expect(after.negativeLogLikelihood <= before.negativeLogLikelihood)
      #expect(
        after.negativeLogLikelihood
          <= UncertaintyReport(unseen, map: VarianceFit.scaling(fitted)).negativeLogLikelihood)
      #expect(after.normalisedError < 0.1)
    }
  }

  @Test(
    "the map is as rich as the residuals bear",
    arguments: [(19, "none"), (20, "affine"), (199, "affine"), (200, "isotonic")])
  func richness(count: Int, kind: String) {
    let map = VarianceFit.best(residuals(seed: 5, count: count) { variance, _ in variance })
    let found =
      switch map {
      case nil: "none"
      case .scaled: "scaled"
      case .affine: "affine"
      case .isotonic: "isotonic"
      }
    #expect(found == kind)
  }

  @Test func `perfect errors and equal variances give maps that are sound`() throws {
    let perfect = (0..<300).map { _ in EdgeResidual(error: 0, variance: 2) }
    for map in [
      VarianceFit.scaling(perfect), VarianceFit.affine(perfect), VarianceFit.isotonic(perfect),
    ] {
      #expect(map(2) > 0 && map(1e6) > 0)
      let again = try JSONDecoder().decode(VarianceMap.self, from: JSONEncoder().encode(map))
      #expect(again == map)
    }
    #expect(VarianceFit.scaling(perfect)(.infinity) == .infinity)
    #expect(VarianceFit.isotonic(perfect)(.infinity) == .infinity)
  }

  @Test(
    "a map that does not ascend, or gives no variance, cannot be read",
    arguments: [
      #"{"scale":0}"#, #"{"scale":-1}"#, #"{"affine":[1]}"#, #"{"affine":[0,0]}"#,
      #"{"affine":[-1,2]}"#, #"{"isotonic":[]}"#, #"{"isotonic":[[1,2],[2,1]]}"#,
      #"{"isotonic":[[2,1],[1,2]]}"#, #"{"isotonic":[[1,0],[2,1]]}"#, #"{"isotonic":[[1]]}"#, "{}",
    ])
  func unsound(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(VarianceMap.self, from: Data(json.utf8))
    }
  }
}
