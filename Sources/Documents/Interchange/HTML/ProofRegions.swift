import Foundation
import Layout

/// The regions of a page, layer by layer, with element ids that are unique in the proof.
struct ProofRegions {
  private let taxonomy: Taxonomy
  private let page: Int
  private var layers: [ProofLayer.Kind: [RegionDetails]] = [:]

  init(_ labels: LabelledPage, taxonomy: Taxonomy, page: Int) {
    self.taxonomy = taxonomy
    self.page = page
    var estimates: [String: RegionEstimate] = [:]
    for estimate in labels.teacher + labels.proposals {
      estimates[elementID(estimate.source, estimate.id)] = estimate
    }
    layers[.teacher] = labels.teacher.map(details)
    layers[.text] = labels.proposals.map(details)
    layers[.fused] = labels.fused.map { details($0, estimates) }
  }

  subscript(layer: ProofLayer.Kind) -> [RegionDetails] { layers[layer] ?? [] }

  private func elementID(_ source: EstimateSource, _ id: Int) -> String {
    switch source {
    case .teacher: "t-\(page)-\(id)"
    case .languageModel: "l-\(page)-\(id)"
    case .textRules: "x-\(page)-\(id)"
    case .human: "h-\(page)-\(id)"
    }
  }

  private func details(_ estimate: RegionEstimate) -> RegionDetails {
    let evidence = estimate.evidence
    return RegionDetails(
      id: elementID(estimate.source, estimate.id), source: estimate.source.proofName,
      className: taxonomy.classes[estimate.classIndex].name, classIndex: estimate.classIndex,
      score: short(estimate.score), reason: evidence.reason, flags: evidence.flags,
      box: corner(estimate.box), deviations: deviations(estimate.variance),
      classes: shares(estimate.classProbabilities), model: evidence.model,
      support: evidence.support.map { "\($0.found) of \($0.total)" },
      words: evidence.wordIDs.isEmpty ? nil : evidence.wordIDs.count, place: estimate.box)
  }

  private func details(
    _ region: FusedRegion, _ estimates: [String: RegionEstimate]
  ) -> RegionDetails {
    RegionDetails(
      id: "r-\(page)-\(region.id)", source: "fused",
      className: taxonomy.classes[region.classIndex].name, classIndex: region.classIndex,
      score: short(region.score), decision: region.decision, reason: region.reason,
      agreement: region.agreement.map(short), gate: region.gate.map(short), flags: region.flags,
      box: corner(region.box), deviations: deviations(region.variance),
      classes: shares(region.classProbabilities),
      parts: region.contributions.map { contribution in
        let id = elementID(contribution.source, contribution.estimate)
        let estimate = estimates[id]
        return RegionDetails.Part(
          id: estimate == nil ? nil : id, source: contribution.source.proofName,
          className: estimate.map { taxonomy.classes[$0.classIndex].name },
          classIndex: estimate?.classIndex, score: estimate.map { short($0.score) },
          weights: contribution.boxWeights.map(short),
          deviations: estimate.map { deviations($0.variance) } ?? [],
          classWeight: short(contribution.classWeight))
      }, place: region.box)
  }

  private func short(_ value: Double) -> Decimal { JSON.rounded(value, places: 2) }

  private func corner(_ box: Box) -> [Decimal] {
    [box.x1, box.y1, box.width, box.height].map { JSON.rounded($0, places: 1) }
  }

  private func deviations(_ variance: BoxVariance) -> [Decimal] {
    BoxCoordinate.allCases.map { JSON.rounded(max(0, variance[$0]).squareRoot(), places: 1) }
  }

  /// The up to three most probable classes, none under 1 %.
  private func shares(_ probabilities: [Double]) -> [RegionDetails.Share] {
    probabilities.enumerated().filter { $0.element >= 0.01 }
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(3)
      .map { index, probability in
        RegionDetails.Share(
          name: taxonomy.classes[index].name, classIndex: index, probability: short(probability))
      }
  }
}
