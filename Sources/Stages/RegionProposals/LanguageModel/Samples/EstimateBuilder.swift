import Foundation
import Layout

/// Makes estimates of checked regions: boxes, variances, class probabilities, evidence.
struct EstimateBuilder {
  let page: PageRows
  let rows: ShownRows
  let taxonomy: Taxonomy
  let model: String
  let promptHash: String

  /// A region with its box, before its siblings are known.
  private struct Placed {
    var region: CheckedRegion
    var classIndex: Int
    var box: Box
    var items: [ShownRows.Item]
    var flags: [String]
  }

  private var lineHeight: Double { max(1, page.medianLineHeight) }

  /// The estimates, numbered from 0 in the answer's order; groups only pass their parents on.
  func estimates(of regions: [CheckedRegion], drops: inout Drops) -> [SampleRegion] {
    var placed: [Int: Placed] = [:]
    for (index, region) in regions.enumerated() {
      placed[index] = place(region, drops: &drops)
    }
    let order = placed.keys.sorted()
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return order.compactMap { index -> SampleRegion? in
      guard let one = placed[index] else { return nil }
      let siblings = order.filter { $0 != index && regions[$0].parent == one.region.parent }
      var estimate = estimate(one, siblings: siblings.compactMap { placed[$0]?.box })
      estimate.id = number[index] ?? 0
      // The nearest region around it that became an estimate.
      var around = one.region.parent
      while let position = around, placed[position] == nil { around = regions[position].parent }
      if let around, let parent = placed[around] {
        if encloses(parent.box, one.box) {
          estimate.parent = number[around]
        } else {
          drops.add(.parentNotAround, at: "\(one.region.path).parent")
        }
      }
      return SampleRegion(estimate: estimate, named: named(one.items))
    }
  }

  /// What a region names: its words, and its drawings as negative numbers.
  private func named(_ items: [ShownRows.Item]) -> Set<Int> {
    var named = Set(items.flatMap { $0.words.map(\.id) })
    for item in items where !item.isText {
      if let position = rows.position[item.id] { named.insert(-1 - position) }
    }
    return named
  }

  private func encloses(_ outer: Box, _ inner: Box) -> Bool {
    RegionVariance(lineHeight: lineHeight).encloses(outer, inner)
  }

  private func place(_ region: CheckedRegion, drops: inout Drops) -> Placed? {
    guard let classIndex = region.classIndex else { return nil }
    var flags: [String] = []
    let box: Box
    var items: [ShownRows.Item] = []
    if let area = region.freeArea {
      box = area
      flags.append("between")
    } else {
      // Without rows left, all of them were dropped as another region's.
      guard let hull = RowHull(region.items.map { rows.items[$0] }) else { return nil }
      box = hull.box
      items = hull.items
      if hull.isTrimmed { flags.append("trimmed") }
    }
    let role = taxonomy.classes[classIndex].role
    let mayFillPage = role == .table || role == .figure
    if !mayFillPage, page.bounds.area > 0, box.area > 0.6 * page.bounds.area,
      leavesOut(items, of: box)
    {
      drops.add(.tooLarge, at: region.path)
      return nil
    }
    return Placed(region: region, classIndex: classIndex, box: box, items: items, flags: flags)
  }

  /// Whether more than a tenth of the rows within a box are not among the items: one long paragraph
  /// may fill a page, a few rows from all over it are none.
  private func leavesOut(_ items: [ShownRows.Item], of box: Box) -> Bool {
    let within = rows.items.filter { $0.isText && $0.box.fractionInside(box) > 0.5 }
    let named = Set(items.map(\.id))
    return Double(within.count { !named.contains($0.id) }) > 0.1 * Double(within.count)
  }

  private func estimate(_ placed: Placed, siblings: [Box]) -> RegionEstimate {
    let role = taxonomy.classes[placed.classIndex].role
    let words = placed.items.flatMap(\.words)
    let textQuality = RegionQuality.text(words)
    let spatialQuality =
      placed.region.freeArea == nil
      ? RegionQuality.spatial(
        box: placed.box,
        items: words.map(\.box) + placed.items.filter { !$0.isText }.map(\.box),
        leftEdges: role.isGraphic ? [] : placed.items.filter(\.isText).map(\.box.x1),
        siblings: siblings, lineHeight: lineHeight) : nil
    return RegionEstimate(
      id: 0, box: placed.box,
      variance: RegionVariance(lineHeight: lineHeight).ofOne(
        role, quality: (textQuality ?? 1) * (spatialQuality ?? 1),
        isFreeArea: placed.region.freeArea != nil),
      classProbabilities: probabilities(placed), score: score(placed.region),
      source: .languageModel,
      evidence: Evidence(
        wordIDs: words.map(\.id).sorted(), model: model, promptHash: promptHash,
        reason: reason(placed), textQuality: textQuality, spatialQuality: spatialQuality,
        flags: placed.flags))
  }

  private func reason(_ placed: Placed) -> String? {
    let why = shortened(cleanForPrompt(placed.region.why), to: 120)
    return why.isEmpty ? nil : why
  }

  /// That the region exists: by the model's tokens where they are known, else as it says.
  private func score(_ region: CheckedRegion) -> Double {
    region.certainty.map { exp($0.logProbability) } ?? region.confidence.score
  }

  /// The model's distribution over the classes, pooled with a prior that counts for one answer
  /// (method 02, 1.4); where it is not known, what its stated confidence is worth.
  private func probabilities(_ placed: Placed) -> [Double] {
    guard taxonomy.count > 1 else { return [1] }
    if let certainty = placed.region.certainty {
      let mass = taxonomy.classes.map { certainty.classes[$0.name] ?? 0 }
      // Groups are allowed answers too; what they have is shared out among the classes.
      let sum = mass.reduce(0, +)
      let strength = SampleConsensus.priorStrength
      let prior = strength / Double(taxonomy.count)
      if sum > 0 { return mass.map { ($0 / sum + prior) / (1 + strength) } }
    }
    let mass = placed.region.confidence.classProbability
    let rest = (1 - mass) / Double(taxonomy.count - 1)
    return taxonomy.classes.indices.map { $0 == placed.classIndex ? mass : rest }
  }
}
