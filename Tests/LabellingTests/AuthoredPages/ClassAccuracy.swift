import Foundation
import Layout

/// How many truth regions a source gives the right class.
///
/// A truth region of running text is right when, of the source's regions that overlap it with an
/// IoU of 0.5 or more, the surest (highest score; the better overlap on a tie) has its class. One
/// that no region overlaps so far is wrong. Decisions do not count: an ignored region has a class.
struct ClassAccuracy: CustomStringConvertible {
  /// A region as a source sees it.
  struct Seen {
    var box: Box
    var classIndex: Int
    var score: Double

    init(_ estimate: RegionEstimate) {
      (box, classIndex, score) = (estimate.box, estimate.classIndex, estimate.score)
    }
    init(_ region: FusedRegion) {
      (box, classIndex, score) = (region.box, region.classIndex, region.score)
    }
  }

  struct Count {
    var right = 0
    var all = 0
  }

  /// Classes of running text; pictures, tables, and heads and feet of pages are not asked about.
  private static let asked: Set<String> = [
    "Text", "List-item", "Title", "Section-header", "Caption",
  ]

  private(set) var total = Count()
  /// Regions of the two classes in question, on the pages made for that confusion.
  private(set) var byConfusion: [AuthoredPage.Confusion: Count] = [:]
  /// What was taken for what, and where.
  private(set) var faults: [String] = []

  /// Share of the regions that are right.
  var share: Double { Double(total.right) / Double(max(1, total.all)) }

  mutating func add(
    _ seen: [Seen], truth: [AuthoredTruth], of page: AuthoredPage, taxonomy: Taxonomy
  ) {
    for region in truth where Self.asked.contains(region.className) {
      let surest =
        seen
        .map { (seen: $0, overlap: $0.box.intersectionOverUnion(region.box)) }
        .filter { $0.overlap >= 0.5 }
        .max { ($0.seen.score, $0.overlap) < ($1.seen.score, $1.overlap) }
      let name = surest.map { taxonomy.classes[$0.seen.classIndex].name }
      let isRight = name == region.className
      total.count(isRight)
      if page.confusion.classes.contains(region.className) {
        byConfusion[page.confusion, default: Count()].count(isRight)
      }
      if !isRight { faults.append("\(page.name): \(region.className) as \(name ?? "nothing")") }
    }
  }

  /// Such as `251/275 = 0.913 (list/text 71/89, …)`.
  var description: String {
    let parts = AuthoredPage.Confusion.allCases.map {
      let count = byConfusion[$0] ?? Count()
      return "\($0.rawValue) \(count.right)/\(count.all)"
    }
    let figure = String(format: "%.3f", share)
    return "\(total.right)/\(total.all) = \(figure) (\(parts.joined(separator: ", ")))"
  }
}

extension ClassAccuracy.Count {
  fileprivate mutating func count(_ isRight: Bool) {
    all += 1
    right += isRight ? 1 : 0
  }
}
