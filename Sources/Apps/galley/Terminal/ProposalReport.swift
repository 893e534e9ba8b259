import Foundation
import Proposing
import RegionProposals

/// What asking a language model came to, as a table for a person.
struct ProposalReport {
  private let report: ProposalJob.Report
  private let pages: Int
  private let spent: Double?

  init(_ report: ProposalJob.Report, pages: Int, spent: Double?) {
    self.report = report
    self.pages = pages
    self.spent = spent
  }

  var text: String {
    let asked = report.answered + report.failed.values.reduce(0, +)
    var table = TextTable()
    table.add("pages", "\(pages), \(report.empty) without text")
    table.add(
      "answers",
      asked > 0
        ? String(
          format: "%d of %d pages usable (%.0f %%), %d of them suspect", report.answered, asked,
          100 * Double(report.answered) / Double(asked), report.suspect) : "none asked for")
    for (reason, count) in report.failed.sorted(by: { $0.key < $1.key }) {
      table.add("no answer", "\(count) pages: \(reason)")
    }
    if let guarded = report.guarded {
      table.add(
        "guard",
        "\(guarded.refused) answers refused, \(guarded.rightlyRefused) of them rightly; "
          + "\(guarded.kept) with most rows in one region kept, \(guarded.rightlyKept) of them "
          + "rightly; on \(guarded.pages) labelled pages")
    }
    table.add("regions", "\(report.regions)")
    table.add("dropped", report.drops.summary?.replacing("dropped ", with: "") ?? "nothing")
    table.add("calls", "\(report.calls)")
    if report.calls > 0, asked > 0 {
      table.add(
        "tokens a page",
        "\(report.tokensRead / asked) read, \(report.tokensWritten / asked) written")
      table.add("seconds a page", String(format: "%.2f", report.seconds / Double(asked)))
    }
    if let spent { table.add("cost", String(format: "$%.4f", spent)) }
    return table.text
  }
}

/// How the answers of a batch fared, as a table for a person.
struct BatchReport {
  private let taken: BatchJob.Taken
  private let prices: TokenPrices?

  init(_ taken: BatchJob.Taken, prices: TokenPrices?) {
    self.taken = taken
    self.prices = prices
  }

  var text: String {
    var table = TextTable()
    table.add("taken", "\(taken.taken) answers")
    if taken.known > 0 { table.add("known before", "\(taken.known)") }
    if taken.missing > 0 { table.add("missing", "\(taken.missing)") }
    for (reason, count) in taken.failed.sorted(by: { $0.key < $1.key }) {
      table.add("failed", "\(count): \(reason)")
    }
    for (reason, count) in taken.unusable.sorted(by: { $0.key < $1.key }) {
      table.add("unusable", "\(count): \(reason)")
    }
    if taken.foreign > 0 {
      table.add("of no page", "\(taken.foreign) (other options, or other pages?)")
    }
    if let unreadable = taken.unreadable {
      table.add("no responses", "\(unreadable.count) lines, the first is line \(unreadable.first)")
    }
    table.add("tokens", "\(taken.tokens.read) read, \(taken.tokens.written) written")
    if let prices {
      let dollars = prices.dollars(read: taken.tokens.read, written: taken.tokens.written)
      table.add("cost", String(format: "$%.4f at the full price", dollars))
    }
    return table.text
  }
}
