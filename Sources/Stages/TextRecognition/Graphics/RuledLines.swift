import Layout

/// Groups horizontal lines that belong to one table.
enum RuledLines {
  /// Boxes of groups of two lines or more that are aligned at both ends and not far apart.
  static func groups(of lines: [Box], page: Box) -> [Box] {
    var groups: [(box: Box, last: Box, count: Int)] = []
    for line in lines.sorted(by: { ($0.y1, $0.x1) < ($1.y1, $1.x1) }) {
      let index = groups.lastIndex { group in
        abs(group.last.x1 - line.x1) <= 0.02 * page.width
          && abs(group.last.x2 - line.x2) <= 0.02 * page.width
          && line.y1 - group.last.y2 <= 0.3 * page.height
      }
      if let index {
        groups[index].box = groups[index].box.union(line)
        groups[index].last = line
        groups[index].count += 1
      } else {
        groups.append((line, line, 1))
      }
    }
    return groups.filter { $0.count >= 2 && $0.box.height >= 8 }.map(\.box)
  }
}
