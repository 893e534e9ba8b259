import Fusion
import GalleyTesting
import GateTraining
import Testing

/// At full size in `GalleyBench gate gain`.
@Suite("A trained gate", .serialized)
struct GateGainTests {
  static func trial() -> GateTrial {
    var trial = GateTrial()
    trial.testing = 4000
    trial.heldOut = 0.2
    return trial
  }

  @Test func `beats every constant where reliability varies, and nears the oracle`() throws {
    let outcome = try Self.trial().outcome(seed: 0)
    #expect(outcome.gate <= 0.70 * outcome.bestConstant)
    #expect(outcome.gate <= 1.15 * outcome.oracle)
    #expect(outcome.correlation >= 0.9)
    #expect(outcome.bestConstant <= outcome.baselines.fixed)
    #expect(outcome.baselines.fixed < outcome.baselines.teacher)
    #expect(outcome.baselines.fixed < outcome.baselines.text)
  }

  @Test func `invents nothing where it does not`() throws {
    let outcome = try Self.trial().outcome(seed: 0, reliability: .constant(teacher: 3, text: 4))
    #expect(near(outcome.gate / outcome.baselines.globalVariance.error, 1, 0.03))
  }
}
