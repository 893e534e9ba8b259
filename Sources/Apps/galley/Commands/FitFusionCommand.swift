import ArgumentParser
import Foundation
import Fusion
import FusionFitting
import LabelStore
import Labelling
import Layout

/// `galley fit-fusion`: what labelled pages tell of the sources.
struct FitFusionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit-fusion",
    abstract:
      "Fit what fusion believes of the sources, and a gate between them, to labelled pages.",
    discussion: """
      Compares what teacher, language model and text rules estimated on a project's pages with \
      what people drew there, and writes what follows for fusion: where a source's edges usually \
      lie, how far its stated variances hold, how sure its scores and classes are; and a gate, which \
      learns whom to trust at a region. What gains nothing on documents that were left out is not \
      taken. 'galley label' then fuses by it; 'galley certify' tells what is guaranteed.

        galley label pages/ --project pages.galley
        galley fit-fusion --project pages.galley --truth annotations.json --output fusion.json
        galley label more/ --project more.galley --calibration fusion.json

      Exit codes: 0 done, 64 wrong usage or too few labels, 74 the project or the output cannot be \
      used.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp(
      """
      COCO file of the labels; its images are found by name among the project's pages, its \
      documents by the key 'document' of an image, else each file is one.
      """, valueName: "file"))
  var truth: String

  @Option(name: .shortAndLong, help: ArgumentHelp("File to write (JSON).", valueName: "file"))
  var output: String

  @Option(
    help: """
      calibrated (the variances that sources state), scaled or literal (those of the paper, for \
      comparison).
      """)
  var variances = VarianceMode.calibrated

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(project: project.folder, create: false)
      let file = URL(fileURLWithPath: truth)
      let found = try await TruthPages(of: store, truth: file)
      if found.unlabelled > 0 {
        Console.error("\(found.unlabelled) pages are not in \(truth) and left out")
      }
      Console.report(emptyLabels: found.emptyLabels, of: truth)
      let taxonomy = try await store.taxonomy()
      let fitted = try FusionFit(found.pages, taxonomy: taxonomy, mode: variances, truth: file)
      try fitted.calibration.write(to: URL(fileURLWithPath: output))
      print(CalibrationReport(fitted).text)
      print("")
      GateReport(verdict: fitted.verdict).lines.forEach { print($0) }
      print("")
      if let certified = fitted.calibration.certified {
        CertificateReport(certificate: certified.certificate).lines.forEach { print($0) }
      } else if let reason = fitted.uncertified {
        print("no certificate: \(reason)")
      }
    }
  }
}

extension VarianceMode: ExpressibleByArgument {}
