import ArgumentParser
import Proposing

/// Which pages of a project are asked about.
struct SampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Ask about so many pages only, chosen by their names: the same ones on any machine.",
      valueName: "n"))
  var pages: Int?

  @Option(
    help: ArgumentHelp(
      "With --pages: at least so many of each document (all of one that has fewer).",
      valueName: "n"))
  var pagesPerDocument: Int?

  @Option(help: ArgumentHelp("With --pages: another seed is another choice.", valueName: "n"))
  var seed: Int?

  func validate() throws {
    guard pages != nil || (pagesPerDocument == nil && seed == nil) else {
      throw ValidationError("--pages-per-document and --seed need --pages.")
    }
    guard pages ?? 1 >= 1, pagesPerDocument ?? 0 >= 0 else {
      throw ValidationError("--pages must be at least 1, --pages-per-document at least 0.")
    }
  }

  /// The choice; `nil` for all pages.
  var sample: PageSample? {
    pages.map { PageSample(pages: $0, perDocument: pagesPerDocument ?? 0, seed: seed ?? 0) }
  }
}
