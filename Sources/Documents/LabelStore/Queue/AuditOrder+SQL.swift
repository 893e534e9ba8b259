extension AuditFilter.Order {
  /// What regions are ordered by; the first difference decides.
  var columns: [String] {
    switch self {
    case .gain: ["gain DESC", "path", "number", "id"]
    case .page: ["path", "number", "id"]
    case .random: ["lot"]
    }
  }

  /// The index in this order.
  var index: String {
    switch self {
    case .gain: "region_by_gain"
    case .page: "sqlite_autoindex_region_1"
    case .random: "region_by_lot"
    }
  }

  /// The condition for regions that come after one, and what it asks of that one.
  var later: (condition: String, of: [String]) {
    switch self {
    case .gain:
      (
        "gain <= ? AND (gain < ? OR (path, number, id) > (?, ?, ?))",
        ["gain", "gain", "path", "number", "id"]
      )
    case .page: ("(path, number, id) > (?, ?, ?)", ["path", "number", "id"])
    case .random: ("lot > ?", ["lot"])
    }
  }
}
