import Dispatch
import Layout
import Synchronization

/// Figures of several runs on pages drawn anew with replacement, the same pages for all runs
/// (Efron, 1979).
struct PageBootstrap {
  /// For each draw and run the values of `ComparedFigure.all`.
  private let drawn: [[[Double]]]

  /// Draws as many units as there are, again and again.
  ///
  /// A draw depends on the seed and its number alone, not on the threads.
  init(_ runs: [RunOutcomes], units: Int, draws: Int, seed: UInt64) {
    let share = 64
    let results = Mutex([[[Double]]](repeating: [], count: draws))
    DispatchQueue.concurrentPerform(iterations: (draws + share - 1) / share) { part in
      var scratch = RankedOutcomes.Scratch()
      for draw in part * share..<min(draws, (part + 1) * share) {
        let weights = Self.weights(units, seed: seed, draw: draw)
        let figures = runs.map { $0.figures(weights, &scratch) }
        results.withLock { $0[draw] = figures }
      }
    }
    drawn = results.withLock(\.self)
  }

  /// How often each unit is drawn.
  private static func weights(_ units: Int, seed: UInt64, draw: Int) -> [Int] {
    var random = SplitMix64(seed: seed, UInt64(draw))
    var weights = [Int](repeating: 0, count: units)
    for _ in 0..<units { weights[random.index(below: units)] += 1 }
    return weights
  }

  /// The interval of the mean difference of some runs from others, which pair up in their order.
  func interval(_ figure: Int, of runs: Range<Int>, from others: Range<Int>) -> BootstrapInterval? {
    BootstrapInterval(
      drawn.map { figures in
        100 * (mean(zip(runs, others).map { figures[$0][figure] - figures[$1][figure] }) ?? .nan)
      })
  }
}
