import Foundation
import Layout

/// How the regions of a page were fused, for a person.
struct FusionExplanation {
  private let labels: LabelledPage
  private let taxonomy: Taxonomy
  private let showsIgnored: Bool

  init(_ labels: LabelledPage, taxonomy: Taxonomy, showsIgnored: Bool) {
    self.labels = labels
    self.taxonomy = taxonomy
    self.showsIgnored = showsIgnored
  }

  var text: String {
    let shown = labels.fused.filter { showsIgnored || $0.decision != .ignored }
    let left = labels.fused.count - shown.count
    var blocks = ["\(labels.page.place): \(labels.fused.count) regions"]
    blocks += shown.map(block)
    if left > 0 { blocks.append("\(left) ignored regions are not shown (--ignored)") }
    return blocks.joined(separator: "\n\n")
  }

  private func block(_ region: FusedRegion) -> String {
    var lines = [
      "\(region.id)  \(name(region.classIndex)) \(number(region.score, 2))  \(region.decision.rawValue): "
        + region.reason
    ]
    var parts: [RegionEstimate] = []
    for part in region.contributions {
      guard let estimate = estimate(of: part) else { continue }
      lines.append(
        line(part.source.rawValue, estimate.box, estimate.variance, part.boxWeights)
          + "  \(classes(estimate.classProbabilities)), score \(number(estimate.score, 2)), class weight "
          + number(part.classWeight, 2))
      if part.boxWeights.contains(where: { $0 != 0 }) || region.contributions.count == 1 {
        parts.append(estimate)
      }
    }
    if parts.count > 1 {
      let distances = BoxCoordinate.allCases.map { number(distance($0, parts), 1) }
      lines.append(cell("z²", 12) + distances.map { cell($0, 26) }.joined())
    }
    lines.append(
      line("fused", region.box, region.variance, nil) + "  \(classes(region.classProbabilities))")
    var marks = region.flags
    if let gate = region.gate { marks.append("gate \(number(gate, 3))") }
    if let agreement = region.agreement { marks.append("agreement \(number(agreement, 2))") }
    if !marks.isEmpty { lines.append("  " + marks.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }

  private func estimate(of part: Contribution) -> RegionEstimate? {
    (labels.teacher + labels.proposals).first {
      $0.source == part.source && $0.id == part.estimate
    }
  }

  /// Edges as `position ± standard deviation × weight`, pixels.
  private func line(
    _ name: String, _ box: Box, _ variance: BoxVariance, _ weights: [Double]?
  ) -> String {
    cell(name, 12)
      + BoxCoordinate.allCases.map { edge in
        let deviation = variance[edge].squareRoot()
        var text = "\(edge) \(number(box[edge], 1)) ± \(number(deviation, 1))"
        if let weights { text += " × \(number(weights[edge.rawValue], 2))" }
        return cell(text, 26)
      }.joined()
  }

  /// Greatest squared distance of two sources' edges, in variances of their difference.
  ///
  /// Of the variances that the sources state; a calibration's are not kept.
  private func distance(_ edge: BoxCoordinate, _ parts: [RegionEstimate]) -> Double {
    var greatest = 0.0
    for (index, one) in parts.enumerated() {
      for other in parts[(index + 1)...] {
        let gap = one.box[edge] - other.box[edge]
        greatest = max(greatest, gap * gap / (one.variance[edge] + other.variance[edge]))
      }
    }
    return greatest
  }

  /// The classes that are likely, best first.
  private func classes(_ probabilities: [Double]) -> String {
    probabilities.indices.filter { probabilities[$0] >= 0.05 }
      .sorted { probabilities[$0] > probabilities[$1] }.prefix(3)
      .map { "\(name($0)) \(number(probabilities[$0], 2))" }.joined(separator: ", ")
  }

  private func name(_ index: Int) -> String { taxonomy.classes[index].name }

  private func number(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  private func cell(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count + 1), withPad: " ", startingAt: 0)
  }
}
