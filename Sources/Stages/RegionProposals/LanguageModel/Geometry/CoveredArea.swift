import Layout

/// The area of the union of boxes inside a bound, px².
///
/// A line is swept over the edges from top to bottom; in each strip the x intervals of the boxes
/// that cross it are merged.
func coveredArea(of boxes: [Box], inside bound: Box) -> Double {
  let clipped = boxes.map { $0.clipped(to: bound) }.filter(\.isValid).sorted { $0.x1 < $1.x1 }
  let edges = Set(clipped.flatMap { [$0.y1, $0.y2] }).sorted()
  var area = 0.0
  for (top, bottom) in zip(edges, edges.dropFirst()) {
    var width = 0.0
    var end = -Double.infinity
    for box in clipped where box.y1 <= top && box.y2 >= bottom {
      width += max(0, box.x2 - max(end, box.x1))
      end = max(end, box.x2)
    }
    area += width * (bottom - top)
  }
  return area
}
