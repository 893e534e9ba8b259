import Foundation
import Fusion

/// A certificate as lines for a person.
struct CertificateReport {
  let certificate: Certificate

  var lines: [String] {
    func row(_ name: String, _ value: String) -> String {
      "  " + name.padding(toLength: 46, withPad: " ", startingAt: 0) + value
    }
    func number(_ value: Double) -> String { String(format: "%.4f", value) }
    let confidence = String(format: "%.0f %%", 100 * certificate.confidence)
    var lines = [
      "certificate: a gate of \(certificate.dimension) numbers on \(certificate.documents) documents; "
        + "a risk of 1 is an edge off by a hundredth of the page",
      row("risk without a gate, empirical", number(certificate.baseRisk)),
      row(
        "risk at the best constant weight, \(String(format: "%.2f", certificate.bestConstant.weight))",
        number(certificate.bestConstant.error)),
      row("risk of the gate as it is served, empirical", number(certificate.servedRisk)),
      row("risk of gates drawn around it, empirical", number(certificate.gibbsRisk)),
      row("their true risk, at most (\(confidence))", number(certificate.bound)),
      row("the same by Pinsker's relaxation", number(certificate.relaxedBound)),
      row("divergence from the prior, nats", number(certificate.divergence)),
    ]
    if let steepness = certificate.steepness {
      lines.append(
        row("the paper's k (a rate, no guarantee)", number(steepness.effectiveDimension)))
    }
    lines.append("  " + usefulness)
    return lines
  }

  private var usefulness: String {
    if certificate.isNonVacuous {
      return "the bound is useful: it lies below the risk of the best constant weight"
    }
    return certificate.nonVacuousFrom.map {
      "the bound says nothing yet: it would from \($0) documents, the rest being equal"
    } ?? "the bound says nothing: this gate is no better than a constant weight"
  }
}
