import Layout

/// Groups horizontal lines that belong to one table.
struct RuledLines {
  /// Boxes of groups of two lines or more that are aligned at both ends and not far apart.
  let groups: [Box]
  /// The other lines.
  let alone: [Box]

  init(_ lines: [Box], page: Box) {
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
    let isGroup = { (group: (box: Box, last: Box, count: Int)) in
      group.count >= 2 && group.box.height >= 8
    }
    self.groups = groups.filter(isGroup).map(\.box)
    alone = groups.filter { !isGroup($0) }.map(\.box)
  }
}
