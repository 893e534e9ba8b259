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
      let head = part.prompt.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
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

  private func rows(of part: ProposalExplanation.Part) -> String {
    let regions = explanation.proposal.estimates
    let width = min(90, part.lines.map(\.count).max() ?? 0)
    return zip(part.lines, part.wordIDs).map { line, words in
      let homes = regions.filter { !Set($0.evidence.wordIDs).isDisjoint(with: words) }
        .map { "#\($0.id) \(taxonomy.classes[$0.classIndex].name)" }
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
