import ArgumentParser
import Foundation
import Interchange
import Labelling
import Layout
import Proposing
import RegionProposals

/// Labelled pages that a language model is shown.
struct ExampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Labelled pages to show to the language model: a COCO file with its images beside it. Each page \
      is shown those most like it, never itself. They are read once and kept in the project.
      """, valueName: "coco.json"))
  var examples: String?

  @Option(
    help: ArgumentHelp(
      "Most labelled pages shown with a page; fewer, or parts, where it is long.", valueName: "n"))
  var examplesPerPage = 2

  @Option(
    help: ArgumentHelp(
      """
      Which of them a page may be shown: any, or for a fair measurement other-documents, never those \
      of its own document (the set's images[].document, else the file name without a page number at \
      its end).
      """, valueName: "which"))
  var examplesFrom = ExampleScope.any

  func validate() throws {
    guard (0...8).contains(examplesPerPage) else {
      throw ValidationError("--examples-per-page must lie between 0 and 8.")
    }
  }

  /// Says how many pages are shown no example although there are some.
  func tell(withoutExample pages: Int) {
    guard pages > 0 else { return }
    let other = examplesFrom == .any ? "page" : "document"
    Console.error("\(pages) pages are shown no example: no labelled page is of another \(other)")
  }

  /// The labelled set.
  func labelledSet() throws(InterchangeError) -> LabelledSet? {
    guard let examples else { return nil }
    return try LabelledSet(examples)
  }

  /// The examples, read where they have not been; `nil` where none are to be shown.
  ///
  /// - Parameter isSilent: whether progress would disturb what is printed.
  func exampleSet(
    _ set: LabelledSet?, project: URL, _ parameters: LabellingParameters, jobs: Int? = nil,
    isSilent: Bool = false
  ) async throws -> ExampleSet? {
    guard let set, examplesPerPage > 0 else { return nil }
    if !isSilent { Console.error("labelled pages for examples: \(set.path)") }
    let display = isSilent ? nil : ProgressDisplay()
    defer { display?.finish() }
    let pages = try await set.read(
      into: project, parameters, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ) { event in
      guard case .labelled(var report) = event else {
        display?.show(event)
        return
      }
      // What is lacking for labels does not matter here.
      report.notes = []
      display?.show(.labelled(report))
    }
    return ExampleSet(
      pages, perPage: examplesPerPage, documents: set.documents, scope: examplesFrom,
      taxonomy: parameters.taxonomy)
  }
}

extension ExampleScope: ExpressibleByArgument {}
