import Foundation
import Fusion
import FusionFitting
import Layout

/// A calibration, as a table for a person.
struct CalibrationReport {
  private let calibration: FusionCalibration
  private let fit: CalibrationFit

  private let worth: CalibrationFit.Change<Double>?

  init(_ fitted: FusionFit) {
    calibration = fitted.calibration
    fit = fitted.fit
    worth = fitted.worth
  }

  /// What was fitted and what it is worth, on documents left out.
  var summary: [String] {
    [
      "on documents left out", "  AP: \(precision)", "  boxes: \(boxes)", "  classes: \(classes)",
    ]
  }

  private var precision: String {
    worth.map {
      String(format: "%.3f fused by the built-in numbers, %.3f by fitted ones", $0.before, $0.after)
    }
      ?? "pages of one document: nothing is left to measure it on"
  }

  var text: String {
    let provenance = calibration.provenance
    var lines = [
      "\(provenance.pages) labelled pages of \(provenance.documents) documents",
      "",
    ]
    lines += summary
    for source in fit.sources {
      lines.append("")
      guard let fitted = calibration.sources.first(where: { $0.source == source }) else {
        lines.append("\(source.rawValue): too few of its regions are labelled; nothing is fitted")
        continue
      }
      lines += self.lines(of: fitted)
    }
    return lines.joined(separator: "\n")
  }

  private var boxes: String {
    let roles = calibration.served.map(\.rawValue).sorted()
    return roles.isEmpty
      ? "no role gains by what is fitted; the built-in numbers stay"
      : "\(roles.joined(separator: ", ")) gain by what is fitted; the others keep the built-in numbers"
  }

  private var classes: String {
    calibration.classes.map {
      String(format: "what is fitted is worth %.3f nats a region", $0.saved)
    } ?? "what is fitted gains nothing; the built-in numbers stay"
  }

  private func lines(of fitted: SourceCalibration) -> [String] {
    let pairs = fitted.pairs.values.reduce(0, +)
    var lines = [
      "\(fitted.source.rawValue) \(fitted.model): \(pairs) regions matched",
      String(
        format: "  %.1f %% of its sure regions are none; %.1f %% of the edges are grossly wrong",
        100 * fitted.unmatched, 100 * fitted.gross),
      String(
        format: "  temperature of scores %.2f, of classes %.2f", fitted.scoreTemperature,
        fitted.classTemperature),
    ]
    if !fitted.source.isDetector {
      lines.append(
        String(
          format: "  beside a teacher its variances count %.0f times for the best boxes",
          fitted.doubt))
    }
    guard let report = fit.report(on: fitted.source) else {
      lines.append("  one document, or too few regions: nothing is left to measure it on")
      return lines
    }
    lines.append("  on documents left out     before   after")
    func row(_ name: String, _ before: Double, _ after: Double) -> String {
      "  " + name.padding(toLength: 24, withPad: " ", startingAt: 0)
        + String(format: "%8.3f%8.3f", before, after)
    }
    for (name, change) in [("all edges", report.all), ("usual edges", report.usual)] {
      let (before, after) = (change.before, change.after)
      lines += [
        row("ENCE, \(name)", before.normalisedError, after.normalisedError),
        row("NLL, \(name)", before.negativeLogLikelihood, after.negativeLogLikelihood),
        row("within 1 sd, \(name)", before.withinOne, after.withinOne),
        row("within 2 sd, \(name)", before.withinTwo, after.withinTwo),
        row("mean sd, \(name)", before.sharpness, after.sharpness),
      ]
    }
    lines.append(row("ECE of scores", report.scores.before, report.scores.after))
    return lines
  }
}
