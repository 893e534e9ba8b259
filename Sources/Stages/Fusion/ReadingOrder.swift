import Layout

/// Reading order of boxes by recursive cuts along white space (XY-cut, Nagy and Seth 1984).
///
/// Horizontal bands follow one another from the top; bands in a row that share a gutter are read
/// column by column.
public enum ReadingOrder {
  /// How far neighbours may overlap and still be cut apart, pixels.
  static let tolerance = 3.0

  /// The indices of the boxes in reading order; for boxes that no cut parts: by top, left edge and
  /// index.
  public static func order(_ boxes: [Box]) -> [Int] { read(Array(boxes.indices), boxes) }

  private static func read(_ indices: [Int], _ boxes: [Box]) -> [Int] {
    guard indices.count > 1 else { return indices }
    let columns = cut(indices, boxes, low: .x1, high: .x2)
    if columns.count > 1 { return columns.flatMap { read($0, boxes) } }
    let bands = cut(indices, boxes, low: .y1, high: .y2)
    guard bands.count > 1 else { return sorted(indices, boxes) }
    var groups: [[Int]] = []
    for band in bands {
      if let last = groups.last, cut(last + band, boxes, low: .x1, high: .x2).count > 1 {
        groups[groups.count - 1] = last + band
      } else {
        groups.append(band)
      }
    }
    return groups.flatMap { read($0, boxes) }
  }

  /// Parts of the page between gaps that no box crosses, in ascending order.
  private static func cut(
    _ indices: [Int], _ boxes: [Box], low: BoxCoordinate, high: BoxCoordinate
  ) -> [[Int]] {
    let ascending = indices.sorted { (boxes[$0][low], $0) < (boxes[$1][low], $1) }
    var parts: [[Int]] = []
    var reach = -Double.infinity
    for index in ascending {
      if boxes[index][low] >= reach - tolerance {
        parts.append([index])
      } else {
        parts[parts.count - 1].append(index)
      }
      reach = max(reach, boxes[index][high])
    }
    return parts
  }

  private static func sorted(_ indices: [Int], _ boxes: [Box]) -> [Int] {
    indices.sorted {
      (boxes[$0].y1, boxes[$0].x1, $0) < (boxes[$1].y1, boxes[$1].x1, $1)
    }
  }
}
