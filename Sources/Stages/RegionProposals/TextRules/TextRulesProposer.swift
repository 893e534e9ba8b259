import Layout

/// Proposes regions from a page's words alone, by rules.
///
/// The source for who has no language model: it needs no model and no network, and plugs into the
/// same fusion (Shihab et al. 2025, arXiv 2511.08903, the heuristics baseline).
public struct TextRulesProposer: Sendable {
  /// Name and version of the rule set, as evidence names it.
  public static let model = "text-rules-4"

  private let taxonomy: Taxonomy

  /// Proposes in the classes of a taxonomy.
  public init(taxonomy: Taxonomy) { self.taxonomy = taxonomy }

  /// The regions that the words imply, strongest first.
  ///
  /// - Throws: `RegionProposalsError.lineWords`.
  public func propose(rows page: PageRows) throws(RegionProposalsError) -> [RegionEstimate] {
    _ = try LineWords.bundled.get()
    let ruled = RuledTables(page).tables()
    let cells = Set(ruled.flatMap(\.rows).map(\.id))
    let tables = TableFinder(page).tables().filter { !$0.contains { cells.contains($0.id) } }
    let tabular = cells.union(tables.flatMap(\.self).map(\.id))
    let blocks = BlockBuilder(page).blocks(of: page.rows.filter { !tabular.contains($0.id) })
    let rules = RoleRules(page)
    var estimates: [RegionEstimate] = tables.compactMap { rows in
      let verdict = RuleVerdict(
        roles: [(.table, 0.8), (.text, 0.1), (.figure, 0.08)], score: 0.55,
        reason: "table: \(rows.count) cells in aligned lines")
      return estimate(TextBlock(rows: rows), verdict, page)
    }
    estimates += ruled.compactMap { table in
      let verdict = RuleVerdict(
        roles: [(.table, 0.85), (.figure, 0.08), (.text, 0.05)], score: 0.65,
        reason: "table: \(table.rows.count) cells between ruled lines")
      return estimate(TextBlock(rows: table.rows), verdict, page, box: table.box)
    }
    for index in blocks.indices {
      let verdict = rules.verdict(on: index, of: blocks)
      if let estimate = estimate(blocks[index], verdict, page) { estimates.append(estimate) }
    }
    if taxonomy.labelsWholeLists {
      estimates = ListGrouping(taxonomy: taxonomy).grouped(estimates)
    }
    return estimates.enumerated().sorted {
      $0.element.score != $1.element.score
        ? $0.element.score > $1.element.score : $0.offset < $1.offset
    }.enumerated().map { index, item in
      var numbered = item.element
      numbered.id = index
      return numbered
    }
  }

  private func estimate(
    _ block: TextBlock, _ verdict: RuleVerdict, _ page: PageRows, box: Box? = nil
  ) -> RegionEstimate? {
    let box = box ?? block.box
    guard let role = verdict.roles.first?.role, taxonomy.classIndex(for: role) != nil,
      box.isValid
    else { return nil }
    var mass = [Double](repeating: 0, count: taxonomy.count)
    for (role, probability) in verdict.roles {
      if let index = taxonomy.classIndex(for: role) { mass[index] += probability }
    }
    // What the rule leaves open is spread over all classes.
    let rest = max(0.02, 1 - mass.reduce(0, +)) / Double(taxonomy.count)
    mass = mass.map { $0 + rest }
    let sum = mass.reduce(0, +)
    // OCR that is unsure of the letters is unsure of the words that rules look for.
    let clarity = 0.5 + 0.5 * min(1, block.confidence / 90)
    let line = max(1, page.medianLineHeight)
    return RegionEstimate(
      id: 0, box: box, variance: Self.variance(of: role, lineHeight: line),
      classProbabilities: mass.map { $0 / sum }, score: verdict.score * clarity,
      source: .textRules,
      evidence: Evidence(
        wordIDs: block.wordIDs, model: Self.model, reason: verdict.reason,
        textQuality: min(1, block.confidence / 100)))
  }

  /// Hulls of words follow the ink; what is uncertain is which lines belong to a region, and for a
  /// table its rules and empty cells.
  static func variance(of role: RegionRole, lineHeight: Double) -> BoxVariance {
    let (across, down): (Double, Double) =
      switch role {
      case .table, .figure: (4.0, 8.0)
      case .formula: (1.0, 0.6)
      case .text, .list, .listItem, .reference, .footnote, .caption: (0.5, 0.4)
      case .title, .sectionHeader, .pageHeader, .pageFooter: (0.3, 0.25)
      }
    let (x, y) = (across * lineHeight, down * lineHeight)
    return BoxVariance(x1: x * x, y1: y * y, x2: x * x, y2: y * y)
  }
}
