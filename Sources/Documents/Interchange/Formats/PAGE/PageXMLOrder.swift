/// Reads the `ReadingOrder` of a PAGE-XML file: groups inside groups, ordered or not.
final class PageXMLOrder {
  private static let groupNames: Set = [
    "OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed",
  ]

  private var groups: [(path: [Int], next: Int)] = []
  private var isInside = false
  private var paths: [String: [Int]] = [:]

  /// Takes the start of any element.
  func start(_ name: String, _ attributes: [String: String]) throws(ImportFault) {
    if name == "ReadingOrder" { isInside = true }
    guard isInside else { return }
    switch name {
    case _ where Self.groupNames.contains(name):
      var path = groups.last?.path ?? []
      // A group that has no place is one all the same: its end follows.
      defer { groups.append((path, 0)) }
      if !groups.isEmpty { path = try place(attributes["index"]) }
      note(attributes["regionRef"], path)
    case "RegionRef", "RegionRefIndexed":
      note(attributes["regionRef"], try place(attributes["index"]))
    default: break
    }
  }

  /// Takes the end of any element.
  func end(_ name: String) {
    guard isInside else { return }
    if Self.groupNames.contains(name), !groups.isEmpty { groups.removeLast() }
    if name == "ReadingOrder" { isInside = false }
  }

  /// Places in the reading order, from 0, by the ids of regions.
  func orders() -> [String: Int] {
    let sorted = paths.sorted { a, b in
      a.value == b.value ? a.key < b.key : a.value.lexicographicallyPrecedes(b.value)
    }
    return Dictionary(
      sorted.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  private func place(_ index: String?) throws(ImportFault) -> [Int] {
    guard let group = groups.last else {
      throw ImportFault(reason: "stands in no group of the reading order")
    }
    var number = group.next
    if let index {
      guard let given = Int(index) else {
        throw ImportFault(reason: "its index '\(index.shortened)' is not a whole number")
      }
      number = given
    }
    groups[groups.count - 1].next = max(group.next, number == .max ? number : number + 1)
    return group.path + [number]
  }

  private func note(_ region: String?, _ path: [Int]) {
    if let region, paths[region] == nil { paths[region] = path }
  }
}
