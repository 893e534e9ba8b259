import ArgumentParser
import Foundation
import Fusion
import FusionFitting
import LabelStore
import Labelling

/// `galley certify`: what is guaranteed of a gate on documents that nobody has labelled.
struct CertifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certify",
    abstract: "Compute what is guaranteed of a learned gate on unseen documents.",
    discussion: """
      The bound (PAC-Bayes-kl) is on the risk of the small gate that 'galley fit-fusion' wrote, computed \
      anew from a project's pages and their labels. It holds where documents are independent, and the \
      teacher was not trained on them.

        galley certify --project pages.galley --truth annotations.json --calibration fusion.json

      Exit codes: 0 done, 64 wrong usage, too few documents or no gate, 74 the project cannot be used.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp(
      "COCO file of the labels, as 'galley fit-fusion' takes it.", valueName: "file"))
  var truth: String

  @Option(help: ArgumentHelp("What 'galley fit-fusion' wrote.", valueName: "file"))
  var calibration: String

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let fitted = try FusionCalibration(contentsOf: URL(fileURLWithPath: calibration))
      guard let certified = fitted.certified else {
        throw ValidationError(
          "\(calibration) holds no gate to certify: it was fitted to too few pages; run 'galley "
            + "fit-fusion' with more.")
      }
      let store = try LabelStore.open(project: project.folder, create: false)
      let taxonomy = try await store.taxonomy()
      guard taxonomy.name == fitted.provenance.taxonomy else {
        throw CalibrationError.otherTaxonomy(
          fitted: fitted.provenance.taxonomy, used: taxonomy.name)
      }
      let found = try await TruthPages(of: store, truth: URL(fileURLWithPath: truth))
      if found.unlabelled > 0 {
        Console.error("\(found.unlabelled) pages are not in \(truth) and left out")
      }
      let certificate = try FusionFit.certificate(
        of: certified, on: found.pages, taxonomy: taxonomy)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(certificate), as: UTF8.self))
      } else {
        CertificateReport(certificate: certificate).lines.forEach { print($0) }
      }
    }
  }
}
