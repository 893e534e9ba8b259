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
      Reads COCO, Label Studio's JSON, or PAGE-XML (a file or a folder), finds the pages by name, and \
      keeps what the file says of each page as decisions of people, as 'galley audit' does: its \
      regions are accepted, regions that it lacks are rejected, and the page counts as done. Either \
      all of the file is taken over or, where anything in it is wrong, nothing.

        galley import --project papers.galley --format label-studio export.json
        galley import --project papers.galley --format page-xml pages/

      Decisions that people made before stay, unless --overwrite is given. Importing a file twice \
      changes nothing the second time.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "coco, label-studio or page-xml.")
  var format: CorrectionFormat

  @Argument(help: ArgumentHelp("File, or for page-xml a folder too.", valueName: "path"))
  var input: String

  @Option(
    help: ArgumentHelp(
      "Whose decisions they are (default: the name that you are logged in under).",
      valueName: "name"))
  var user: String?

  @Flag(help: "Let the file's regions replace earlier decisions of people.")
  var overwrite = false

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(
        project: project.folder, create: false, isDurable: true)
      let outcome = try await CorrectionImport(store: store, overwrite: overwrite).run(
        URL(fileURLWithPath: input), format: format, by: user ?? NSUserName(),
        at: Date.now.formatted(.iso8601))
      Console.error("\(outcome.decisions) new decisions on \(outcome.pages) pages")
      if outcome.kept > 0 {
        Console.error(
          "\(outcome.kept) earlier decisions say otherwise and stay (--overwrite replaces them)")
      }
      if let first = outcome.unknownPages.first {
        Console.error(
          "\(outcome.unknownPages.count) pages are not in the project and left out, the first "
            + "is \(first)")
      }
    }
  }
}

extension CorrectionFormat: ExpressibleByArgument {}
