import Interchange
import Labelling

/// What an import took over, left out and found, a line each for a person.
struct ImportReport {
  private(set) var lines: [String] = []

  init(_ outcome: CorrectionImport.Outcome, tookPredictions: Bool) {
    lines = ["\(outcome.decisions) new decisions on \(outcome.pages) pages"]
    add(
      outcome.kept,
      "earlier decisions say otherwise and stay (--overwrite replaces them)")
    add(
      outcome.emptiedPages,
      "pages have no region in the files: all that were taken there are rejected")
    add(outcome.remarks)
    if !tookPredictions {
      add(
        outcome.scoredRegions,
        "regions have scores, as a machine's do; the format does not tell them from a person's, so "
          + "that they count as such")
    }
    add(
      outcome.predictedPages,
      "pages have predictions only, which are no decisions (--take-predictions takes them over)")
    add(
      outcome.silentPages,
      "pages were skipped, not annotated, only remarked on, or have none but regions that are left "
        + "out, which says nothing of their regions")
    add(
      outcome.unknownPages.count,
      "pages are not in the project and left out, the first is "
        + (outcome.unknownPages.first ?? ""))
  }

  private mutating func add(_ remarks: ImportRemarks) {
    add(
      remarks.emptyRegions,
      "regions without an area, as a slip of the hand makes them, are left out")
    add(remarks.crowds, "regions that stand for many (iscrowd) are left out")
    let types = remarks.unknownTypes.keys.sorted().prefix(10).joined(separator: ", ")
    add(
      remarks.unknownTypes.values.reduce(0, +),
      "regions have types that neither PAGE-XML nor the project knows, and count as plain text: "
        + types)
    add(
      remarks.contestedTasks,
      "tasks have several annotations: the one marked as ground truth counts, or else the newest")
  }

  /// A line, where there is anything to count.
  private mutating func add(_ count: Int, _ what: String) {
    if count > 0 { lines.append("\(count) \(what)") }
  }
}
