/// Expands what a model writes for rows: `12`, `12-18`, `g0`.
struct RowReference {
  let rows: ShownRows

  /// Positions in `rows.items`, or `nil` where a named row does not exist.
  ///
  /// A range stands for the rows of text from its first to its last id that were shown; both ends
  /// must exist.
  func positions(of reference: String) -> [Int]? {
    let text = reference.filter { !$0.isWhitespace }
    if let single = rows.position[text] { return [single] }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = rows.position[String(ends[0])],
      let last = rows.position[String(ends[1])], first <= last,
      rows.items[first].isText, rows.items[last].isText
    else { return nil }
    return Array(first...last)
  }
}
