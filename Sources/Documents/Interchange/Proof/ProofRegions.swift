import Foundation
import Layout

/// The regions of a page, layer by layer, with element ids that are unique in the proof.
///
/// A detector may leave hundreds of boxes of next to no score on a page, all of them ignored;
/// those under `faintScore` are left out and counted.
struct ProofRegions {
  static let faintScore = 0.05

  private let taxonomy: Taxonomy
  private let page: Int
  private var layers: [ProofLayer.Kind: [RegionDetails]] = [:]
  /// Ignored fused regions that are left out.
  private(set) var faintCount = 0

  init(_ labels: LabelledPage, taxonomy: Taxonomy, page: Int) {
    self.taxonomy = taxonomy
    self.page = page
    var estimates: [String: RegionEstimate] = [:]
    for estimate in labels.teacher + labels.proposals {
      estimates[elementID(estimate.source, estimate.id)] = estimate
    }
    let kept = labels.fused.filter { $0.decision != .ignored || $0.score >= Self.faintScore }
    faintCount = labels.fused.count - kept.count
    let fused = kept.map { details($0, estimates) }
    let used = Set(fused.flatMap { $0.parts.compactMap(\.id) })
    let labelled = Set(
      fused.filter { $0.decision != .ignored }.flatMap { $0.parts.compactMap(\.id) })
    func layer(_ estimates: [RegionEstimate]) -> [RegionDetails] {
      estimates.map(details).compactMap { region in
        var region = region
        guard used.contains(region.id) || region.score >= JSON.rounded(Self.faintScore, places: 2)
        else { return nil }
        region.isIgnored = !labels.fused.isEmpty && !labelled.contains(region.id)
        return region
      }
    }
    layers[.teacher] = layer(labels.teacher)
    layers[.text] = layer(labels.proposals.ofLeadingTextSource)
    layers[.fused] = fused
  }

  subscript(layer: ProofLayer.Kind) -> [RegionDetails] { layers[layer] ?? [] }

  private func elementID(_ source: EstimateSource, _ id: Int) -> String {
    switch source {
    case .teacher, .student: "t-\(page)-\(id)"
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
    // What a source said again about the same place has no weight in the box.
    var sources: Set<EstimateSource> = []
    var main: [Contribution] = []
    var repeats: [String] = []
    for contribution in region.contributions {
      let isFirst = sources.insert(contribution.source).inserted
      if isFirst || contribution.boxWeights.contains(where: { $0 > 0 }) {
        main.append(contribution)
      } else if let said = estimates[elementID(contribution.source, contribution.estimate)] {
        let name = taxonomy.classes[said.classIndex].name
        repeats.append("\(said.source.proofName) \(name) \(said.score.text(places: 2))")
      }
    }
    return RegionDetails(
      id: "r-\(page)-\(region.id)", source: "fused",
      className: taxonomy.classes[region.classIndex].name, classIndex: region.classIndex,
      score: short(region.score), decision: region.decision, reason: region.reason,
      agreement: region.agreement.map(short), gate: region.gate.map(short), flags: region.flags,
      box: corner(region.box), deviations: deviations(region.variance),
      classes: shares(region.classProbabilities),
      parts: main.map { part($0, estimates) }, repeats: repeats, place: region.box,
      isIgnored: region.decision == .ignored)
  }

  private func part(
    _ contribution: Contribution, _ estimates: [String: RegionEstimate]
  ) -> RegionDetails.Part {
    let id = elementID(contribution.source, contribution.estimate)
    let estimate = estimates[id]
    return RegionDetails.Part(
      id: estimate == nil ? nil : id, source: contribution.source.proofName,
      className: estimate.map { taxonomy.classes[$0.classIndex].name },
      score: estimate.map { short($0.score) }, weights: contribution.boxWeights.map(short),
      deviations: estimate.map { deviations($0.variance) } ?? [],
      classWeight: short(contribution.classWeight))
  }

  private func short(_ value: Double) -> Decimal { JSON.rounded(value, places: 2) }

  private func corner(_ box: Box) -> [Decimal] {
    [box.x1, box.y1, box.width, box.height].map { JSON.rounded($0, places: 1) }
  }

  private func deviations(_ variance: BoxVariance) -> [Decimal] {
    variance.edges.map { JSON.rounded(max(0, $0).squareRoot(), places: 1) }
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
