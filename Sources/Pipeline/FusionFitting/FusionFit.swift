import Crypto
import Foundation
import Fusion
import GateTraining
import Layout
import Tensors

/// Fits everything that fusion learns from labelled pages: calibration, gate and certificate.
public struct FusionFit: Sendable {
  /// What came of it: the file that `galley label --calibration` takes.
  public private(set) var calibration: FusionCalibration
  /// The fit of the calibration, for its reports.
  public let fit: CalibrationFit
  /// What became of the gate.
  public private(set) var verdict: GateVerdict
  /// Why there is no certificate, where there is none.
  public private(set) var uncertified: String?

  /// AP of fusion on documents left out, by the built-in numbers and by a calibration of the other
  /// documents; `nil` for a single document.
  public let worth: CalibrationFit.Change<Double>?

  /// Fits labelled pages, of which the file of their labels is named in what is written.
  ///
  /// - Throws: `CalibrationError.nothingToFit`; an error where the file cannot be read.
  public init(
    _ pages: [CalibrationPage], taxonomy: Taxonomy, mode: VarianceMode = .calibrated, truth: URL
  ) throws {
    let hash = SHA256.hash(data: try Data(contentsOf: truth))
    self.init(
      pages, taxonomy: taxonomy, mode: mode,
      truth: (truth.lastPathComponent, hash.map { String(format: "%02x", $0) }.joined()))
    guard !calibration.sources.isEmpty else {
      throw CalibrationError.nothingToFit(truth: truth.path, pages: pages.count)
    }
  }

  /// Fits labelled pages.
  ///
  /// - Parameters:
  ///   - pages: pages that the teacher was not trained on, and that no prompt showed.
  ///   - truth: the file of labels and its SHA-256 (hex).
  public init(
    _ pages: [CalibrationPage], taxonomy: Taxonomy, mode: VarianceMode = .calibrated,
    truth: (name: String, hash: String)
  ) {
    fit = CalibrationFit(pages, taxonomy: taxonomy, mode: mode)
    calibration = fit.calibration(
      truth: truth.name, truthHash: truth.hash, taxonomy: taxonomy.name)
    var provenance = Gate.Provenance(truthHash: truth.hash, taxonomy: taxonomy.name)
    for source in calibration.sources { provenance.models[source.source.rawValue] = source.model }
    let parts = LeftOutPart.parts(of: pages, taxonomy: taxonomy, mode: mode)
    worth = parts.isEmpty ? nil : FusionWorth(pages, taxonomy).change(over: parts)
    do throws(TensorError) {
      let examples = parts.flatMap { $0.examples(of: pages, taxonomy) }
      switch try GateFit(.small)(examples, provenance: provenance) {
      case .tooFew(let counts): verdict = .tooFew(counts)
      case .trained(let gate, let report):
        verdict = report.isBetter == true ? .kept(report) : .noBetter(report)
        if case .kept = verdict { calibration.gate = gate }
      }
      calibration.certified = try Self.certified(pages, taxonomy, provenance)
    } catch {
      verdict = .failed("\(error)")
    }
    if calibration.certified == nil { uncertified = Self.reason(pages, verdict) }
  }

  /// A certificate of a gate of size `theory` over the built-in numbers, which no labels had a part in.
  private static func certified(
    _ pages: [CalibrationPage], _ taxonomy: Taxonomy, _ provenance: Gate.Provenance
  ) throws(TensorError) -> CertifiedGate? {
    let examples = examples(toCertify: pages, taxonomy)
    guard
      case .trained(let gate, _) = try GateFit(.theory, pools: .none)(
        examples, provenance: provenance)
    else { return nil }
    return (try? CertificateIssue().certificate(for: gate, on: examples)).map {
      CertifiedGate(gate: gate, certificate: $0)
    }
  }

  private static func examples(
    toCertify pages: [CalibrationPage], _ taxonomy: Taxonomy
  ) -> [GateExample] {
    GateExamples(taxonomy: taxonomy, settings: FusionSettings(), size: .theory)(
      pages.map { GatePage($0) })
  }

  /// The certificate of a gate on labelled pages, computed anew.
  ///
  /// - Throws: `CertificateError`.
  public static func certificate(
    of certified: CertifiedGate, on pages: [CalibrationPage], taxonomy: Taxonomy
  ) throws(CertificateError) -> Certificate {
    try CertificateIssue().certificate(
      for: certified.gate, on: examples(toCertify: pages, taxonomy))
  }

  private static func reason(_ pages: [CalibrationPage], _ verdict: GateVerdict) -> String {
    if case .tooFew(let counts) = verdict { return "\(counts)" }
    if case .failed(let reason) = verdict { return reason }
    return "\(CertificateError.tooFewDocuments(count: Set(pages.map(\.document)).count))"
  }
}

/// What became of a gate.
public enum GateVerdict: Sendable {
  /// It is better on documents left out.
  case kept(GateFitReport)
  /// It is no better there: fusion stays at inverse variance.
  case noBetter(GateFitReport)
  /// There is too little to learn from.
  case tooFew(TooFewPairs)
  /// It could not be trained, as where libtorch is not installed.
  case failed(String)
}
