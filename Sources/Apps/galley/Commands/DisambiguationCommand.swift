import ArgumentParser
import Evaluation
import Foundation
import Interchange
import LabelStore
import Layout

/// `galley disambiguation`: where teacher and text disagree on what a region is, and who is right.
struct DisambiguationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disambiguation",
    abstract: "Show where teacher and text disagree on classes, and who is right.",
    discussion: """
      A case is a region that both the teacher and the text source see, as different classes. With \
      labelled pages (a COCO file whose images are found by file name) the table says who was \
      right, and how precise the sources and their fusion are on pages with and without a case.

        galley disambiguation --project papers.galley
        galley disambiguation --project papers.galley --truth annotations.json
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp("COCO file of labelled pages to judge by.", valueName: "file"))
  var truth: String?

  @Flag(help: "Print one JSON object instead of tables.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let store = try LabelStore.open(project: project.folder, create: false)
      let taxonomy = try await store.taxonomy()
      let labelled = try truth.map { try COCOTruth(contentsOf: URL(fileURLWithPath: $0)) }
      if let labelled { Console.report(emptyLabels: labelled.emptyLabels, of: labelled.file) }
      var report = DisambiguationReport(classCount: taxonomy.count)
      for key in try await store.pageKeys() {
        guard let labels = try await store.labels(of: key) else { continue }
        report.add(
          labels.labelledPage, truth: labelled?.boxes(on: labels.page, taxonomy: taxonomy))
      }
      if let labelled, report.labelledImages.isEmpty, report.pages > 0 {
        let example = try await store.pageKeys().first?.path ?? ""
        throw InterchangeError.noMatchingImage(truth: labelled.file, example: example)
      }
      let summary = DisambiguationSummary(report, taxonomy: taxonomy)
      print(json ? try summary.json : summary.text)
    }
  }
}
