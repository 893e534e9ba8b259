import Foundation
import Fusion
import FusionFitting
import GateTraining

/// What became of a gate, as lines for a person.
struct GateReport {
  let verdict: GateVerdict

  /// What became of it, in one line.
  var headline: String {
    switch verdict {
    case .kept: "gate: better on documents left out, and kept"
    case .noBetter: "gate: no better on documents left out; fusion stays at inverse variance"
    case .tooFew(let counts): "\(counts)"
    case .failed(let reason): "no gate: \(reason)"
    }
  }

  var lines: [String] {
    switch verdict {
    case .kept(let report), .noBetter(let report): [headline] + table(report)
    case .tooFew, .failed: [headline]
    }
  }

  /// Root mean squared errors of edges of documents left out, thousandths of the page's longer side.
  private func table(_ report: GateFitReport) -> [String] {
    let rows: [(String, (GateFitReport.Fold) -> Double)] = [
      ("teacher weighs 0.6", { $0.baselines.fixed }),
      ("best constant weight", { $0.baselines.bestConstant.error }),
      ("inverse variance, one a source", { $0.baselines.globalVariance.error }),
      ("inverse variance", { $0.baselines.instanceVariance }),
      ("gate", { $0.gate }),
    ]
    return ["  error of an edge, ‰ of the page"]
      + rows.map { name, figure in
        "  " + name.padding(toLength: 32, withPad: " ", startingAt: 0)
          + (report.mean(of: figure).map { String(format: "%8.3f", $0.squareRoot()) } ?? "       -")
      }
  }
}
