import Layout

/// Which regions of an answer something else on the page speaks for.
///
/// A page of a learned article may hold sixteen footnotes, which few pages do: then a teacher sees
/// them too, or they are set smaller than the text.
struct RegionSupport {
  /// Height of a footnote's rows as a share of the text's.
  private static let smallPrint = 0.9

  let taxonomy: Taxonomy
  let page: PageRows
  let rows: ShownRows
  let seen: SureRegions

  /// The regions of which neither the teacher sees one of the same class in the same place, nor the
  /// rows tell what they are.
  func unsupported(_ regions: [CheckedRegion]) -> [CheckedRegion] {
    let heights = Dictionary(
      page.rows.map { ("\($0.id)", $0.relativeHeight) }, uniquingKeysWith: { one, _ in one })
    func height(_ region: CheckedRegion) -> [Double] {
      region.items.compactMap { heights[rows.items[$0].id] }
    }
    func role(_ region: CheckedRegion) -> RegionRole? {
      region.classIndex.map { taxonomy.classes[$0].role }
    }
    let text = median(regions.filter { role($0) == .text }.flatMap(height))
    return regions.filter { region in
      guard let role = role(region), let box = Box.hull(region.items.map { rows.items[$0].box })
      else { return true }
      let isSmall = role == .footnote && median(height(region)) < Self.smallPrint * text
      return !isSmall && !seen.sees(box, role)
    }
  }
}
