import Foundation
import Layout

/// How unlike any page's the classes of an answer are.
struct ClassMix {
  /// How many regions the usual mix counts for: a page with one title only is nothing strange.
  private static let priorStrength = 4.0

  /// How often regions of each kind stand on pages.
  ///
  /// Counts of DocLayNet (Pfitzmann and others 2022, table 1), which covers reports, manuals, papers, laws, patents and tenders.
  private static let usualCounts: [(role: RegionRole, count: Double)] = [
    (.caption, 22524), (.footnote, 6318), (.formula, 25027), (.listItem, 185660),
    (.pageFooter, 70878), (.pageHeader, 58022), (.figure, 45976), (.sectionHeader, 142884),
    (.table, 34733), (.text, 510377), (.title, 5071),
  ]

  let taxonomy: Taxonomy

  /// Kullback-Leibler divergence of the classes' shares on a page from the usual ones, nats.
  func divergence(of classes: [Int]) -> Double {
    var usual = [Double](repeating: 1, count: taxonomy.count)
    for (role, count) in Self.usualCounts {
      if let index = taxonomy.classIndex(for: role) { usual[index] += count }
    }
    let sum = usual.reduce(0, +)
    usual = usual.map { $0 / sum }
    var page = usual.map { $0 * Self.priorStrength }
    for index in classes { page[index] += 1 }
    let total = page.reduce(0, +)
    return zip(page, usual).reduce(0) { $0 + $1.0 / total * log($1.0 / total / $1.1) }
  }
}
