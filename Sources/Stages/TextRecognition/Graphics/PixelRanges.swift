import Layout

extension PageImage {
  /// The columns and rows of pixels that a box touches; `nil` for a box off the page.
  func pixelRanges(of box: Box) -> (columns: Range<Int>, rows: Range<Int>)? {
    let inside = box.clipped(to: Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height)))
    guard inside.isValid else { return nil }
    return (
      Int(inside.x1)..<Int(inside.x2.rounded(.up)), Int(inside.y1)..<Int(inside.y2.rounded(.up))
    )
  }
}
