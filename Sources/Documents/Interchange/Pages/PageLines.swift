import Layout

extension [[Word]] {
  /// Lines that follow one another and whose words share a number, such as that of their block.
  func grouped(by key: KeyPath<Word, Int>) -> [[[Word]]] {
    var groups: [[[Word]]] = []
    for line in self {
      if let last = groups.last?.last?.last, last[keyPath: key] == line.first?[keyPath: key] {
        groups[groups.count - 1].append(line)
      } else {
        groups.append([line])
      }
    }
    return groups
  }
}
