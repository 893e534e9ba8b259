import ArgumentParser
import Foundation
import Interchange
import LabelStore
import Labelling

/// `galley import`: what people corrected in another program.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over what people corrected in another program.",
    discussion: """
      Reads COCO, Label Studio's JSON, PAGE-XML (files or folders), or folders of YOLO labels \
      (Ultralytics' with data.yaml, plain ones with classes.txt), finds the pages by name, and keeps \
      what the files say of each page as decisions of people, as 'galley audit' does: its regions \
      are accepted, regions that it lacks are rejected, and the page counts as done. Either all of \
      it is taken over or, where anything is wrong, nothing.

        galley import --project papers.galley --format label-studio export.json
        galley import --project papers.galley --format page-xml pages/
        galley import --project papers.galley --format yolo data-set/

      Predictions are no decisions, and what was skipped, or not looked at, says nothing of its \
      page. Decisions that people made before stay, unless --overwrite is given. Importing a file \
      twice changes nothing the second time.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "coco, label-studio, page-xml or yolo.")
  var format: CorrectionFormat

  @Argument(
    help: ArgumentHelp("Files; for page-xml folders too, for yolo only these.", valueName: "path"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Whose decisions they are (default: the name that you are logged in under).",
      valueName: "name"))
  var user: String?

  @Flag(help: "Let the file's regions replace earlier decisions of people.")
  var overwrite = false

  @Flag(help: "Take predictions over as decisions, where no person left any.")
  var takePredictions = false

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(
        project: project.folder, create: false, isDurable: true)
      let outcome = try await CorrectionImport(
        store: store, overwrite: overwrite, takesPredictions: takePredictions
      ).run(
        inputs.map { URL(fileURLWithPath: $0) }, format: format, by: user ?? NSUserName(),
        at: Date.now.formatted(.iso8601))
      let report = ImportReport(outcome, tookPredictions: takePredictions)
      for line in report.lines { Console.error(line) }
    }
  }
}

extension CorrectionFormat: ExpressibleByArgument {}
