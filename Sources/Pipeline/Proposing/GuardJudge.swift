import Evaluation
import Interchange
import Layout
import RegionProposals

/// Judges, on labelled pages, the guard against a model that was led astray.
///
/// An answer was right to be used if its regions match something that people labelled, and all of it no
/// worse than those of the text rules; it was right to be refused if they match it no better.
public struct GuardJudge: Sendable {
  /// A decision of the guard on a labelled page.
  enum Verdict: Sendable {
    case refused(rightly: Bool)
    case kept(rightly: Bool)
  }

  /// The file of the labels.
  public let truth: COCOTruth
  private let taxonomy: Taxonomy
  private let rules: TextRulesProposer

  /// Judges by labels in the classes of a taxonomy.
  public init(_ truth: COCOTruth, taxonomy: Taxonomy) {
    self.truth = truth
    self.taxonomy = taxonomy
    rules = TextRulesProposer(taxonomy: taxonomy)
  }

  /// Whether a page is labelled.
  func knows(_ page: Page) -> Bool { truth.boxes(on: page, taxonomy: taxonomy) != nil }

  /// How the guard decided on a page; `nil` where it is not labelled, and where neither the answer was
  /// refused nor one region of it names most rows.
  func verdict(
    on proposal: LanguageModelProposal, _ entry: ProposalPages.Entry
  ) throws(RegionProposalsError) -> Verdict? {
    guard proposal.isSuspect || proposal.isSwallowed,
      let truth = truth.boxes(on: entry.page, taxonomy: taxonomy)?.filter({ !$0.isCrowd })
    else { return nil }
    let ruled = Self.match(try rules.propose(rows: entry.asked.rows), truth)
    if proposal.isSuspect {
      return .refused(rightly: Self.match(proposal.withheld, truth) <= ruled)
    }
    let kept = Self.match(proposal.estimates, truth)
    return .kept(rightly: kept > 0 && kept >= ruled)
  }

  /// Dice coefficient of regions and labels, 0...1: what has the same class and an overlap of one
  /// half or more counts as much as it overlaps.
  private static func match(_ regions: [RegionEstimate], _ truth: [TruthBox]) -> Double {
    guard !regions.isEmpty, !truth.isEmpty else { return regions.count == truth.count ? 1 : 0 }
    let costs = regions.map { region in
      truth.map { label in
        let overlap = region.box.intersectionOverUnion(label.box)
        return label.classIndex == region.classIndex && overlap >= 0.5 ? 1 - overlap : .infinity
      }
    }
    let pairs = HungarianAssignment.solve(costs: costs, unassignedCost: 1)
    let common = zip(costs, pairs).reduce(0.0) { sum, pair in
      sum + (pair.1.map { 1 - pair.0[$0] } ?? 0)
    }
    return 2 * common / Double(regions.count + truth.count)
  }
}
