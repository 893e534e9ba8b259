import Foundation
import Layout
import RegionProposals

/// A page's rows, prompt, answers, drops and regions, for a person at a terminal.
struct ExplanationReport {
  let explanation: ProposalExplanation
  let taxonomy: Taxonomy
  let page: Page

  var text: String {
    var sections = [
      "PAGE \(page.file) page \(page.number), \(page.width) x \(page.height) px",
      "PROMPT, the constant part\n" + explanation.system,
    ]
    for (index, part) in explanation.parts.enumerated() {
      let title = explanation.parts.count > 1 ? " \(index + 1) of \(explanation.parts.count)" : ""
      for (number, example) in part.examples.enumerated() {
        sections.append(text(of: example, number: number + 1, of: part.examples.count, title))
      }
      // The line before the rows, which are shown apart.
      let head = part.prompt.split(separator: "\n").dropLast().last.map(String.init) ?? ""
      sections.append("PROMPT, the page\(title)\n\(head)")
      sections.append("ROWS\(title), each with the regions it went to\n" + rows(of: part))
      for (sample, answer) in part.answers.enumerated() {
        let name = part.answers.count > 1 ? " \(sample + 1) of \(part.answers.count)" : ""
        sections.append("ANSWER\(title)\(name)\n" + (answer ?? "none that can be used"))
      }
    }
    sections.append("DROPS\n" + (explanation.proposal.drops.summary ?? "none"))
    sections.append("REGIONS\n" + regions)
    if !explanation.proposal.notes.isEmpty {
      sections.append("NOTES\n" + explanation.proposal.notes.joined(separator: "\n"))
    }
    let printed = sections.joined(separator: "\n\n")
    return printed.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Printable.line(String($0)) }.joined(separator: "\n")
  }

  private func text(
    of example: ProposalExplanation.Example, number: Int, of count: Int, _ title: String
  ) -> String {
    var facts = [
      "document \(example.document)", String(format: "likeness %.2f", example.similarity),
      "about \(example.tokens) tokens",
    ]
    if example.isPart { facts.append("a part of the page") }
    if !example.shows.isEmpty {
      facts.append("first to show " + example.shows.joined(separator: ", "))
    }
    if example.leftOut > 0 { facts.append("\(example.leftOut) boxes without rows left out") }
    return "EXAMPLE\(title) \(number) of \(count), labelled by people: \(example.name)\n"
      + facts.joined(separator: "; ") + "\n" + beside(example.lines, example.regions)
  }

  private func rows(of part: ProposalExplanation.Part) -> String {
    beside(
      part.lines,
      part.wordIDs.map { words in
        explanation.proposal.estimates.filter {
          !Set($0.evidence.wordIDs).isDisjoint(with: words)
        }.map { ($0.id, $0.classIndex) }
      })
  }

  /// Rows with the regions that they went to.
  private func beside(_ lines: [String], _ regions: [[(number: Int, classIndex: Int)]]) -> String {
    let width = min(90, lines.map(\.count).max() ?? 0)
    return zip(lines, regions).map { line, regions in
      let homes = regions.map { "#\($0.number) \(taxonomy.classes[$0.classIndex].name)" }
      return line.padding(toLength: max(width, line.count), withPad: " ", startingAt: 0)
        + "  " + (homes.isEmpty ? "–" : homes.joined(separator: ", "))
    }.joined(separator: "\n")
  }

  private var regions: String {
    guard !explanation.proposal.estimates.isEmpty else { return "none" }
    return explanation.proposal.estimates.map { region in
      let evidence = region.evidence
      let edges = BoxCoordinate.allCases.map {
        String(format: "%.0f±%.0f", region.box[$0], region.variance[$0].squareRoot())
      }.joined(separator: " ")
      var parts = [
        "#\(region.id)", taxonomy.classes[region.classIndex].name,
        String(
          format: "p %.2f, score %.2f", region.classProbabilities[region.classIndex],
          region.score), "[\(edges)]",
      ]
      if let parent = region.parent { parts.append("in #\(parent)") }
      if let support = evidence.support {
        parts.append("\(support.found) of \(support.total) samples")
      }
      if let text = evidence.textQuality, let spatial = evidence.spatialQuality {
        parts.append(String(format: "text %.2f, place %.2f", text, spatial))
      }
      if !evidence.flags.isEmpty { parts.append(evidence.flags.joined(separator: ", ")) }
      if let reason = evidence.reason { parts.append("“\(reason)”") }
      return parts.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
