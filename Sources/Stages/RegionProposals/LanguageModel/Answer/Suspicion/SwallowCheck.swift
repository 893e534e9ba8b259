import Layout

/// Judges a region that names most rows of a page by the page itself.
///
/// A whole page may be one table, one form or one long paragraph, and then looks like it. What a
/// teacher surely sees there decides first, then how the rows are set.
struct SwallowCheck {
  /// Rows that a page must have for one region's share to be telling.
  private static let fewRows = 8
  private static let largestShare = 0.6
  /// Regions of other classes that a teacher sees inside what is none.
  private static let severalOthers = 2

  let taxonomy: Taxonomy
  let page: PageRows
  let rows: ShownRows
  let seen: SureRegions

  /// Whether a region names most of the page's rows.
  func swallows(_ region: CheckedRegion) -> Bool {
    let count = region.items.count { rows.items[$0].isText }
    return region.classIndex != nil && rows.rowCount >= Self.fewRows
      && Double(count) > Self.largestShare * Double(rows.rowCount)
  }

  /// What on the page speaks against a region that names most of its rows; `nil` for nothing.
  func contradiction(of region: CheckedRegion) -> String? {
    guard let index = region.classIndex,
      let box = Box.hull(region.items.map { rows.items[$0].box })
    else { return nil }
    let (name, role) = (taxonomy.classes[index].name, taxonomy.classes[index].role)
    let view = seen.view(of: box, role)
    if view.others >= Self.severalOthers {
      return "one \(name) names most rows, and the teacher sees \(view.others) regions of other "
        + "classes in it"
    }
    if view.isWhole, view.parts == 0 { return nil }
    let named = Set(region.items.map { rows.items[$0].id })
    let held = page.rows.filter { named.contains("\($0.id)") }
    switch role {
    case .title, .sectionHeader, .pageHeader, .pageFooter, .formula:
      return "one \(name) names most rows"
    case .table, .figure:
      guard LoneLines(held).areMost else { return nil }
      return "one \(name) names most rows, which are lines of running text"
    case .text, .listItem, .list, .caption, .footnote, .reference:
      let seams = ParagraphSeams(
        held, lineHeight: page.medianLineHeight, isList: role == .list || role == .reference
      ).count
      guard ParagraphSeams.areMany(seams, rows: held.count) else { return nil }
      return "one \(name) names most rows, which are set as \(seams + 1) parts"
    }
  }
}
