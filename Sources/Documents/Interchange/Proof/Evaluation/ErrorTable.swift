import Evaluation

/// Errors by kind and class as the template `evaluation` shows them.
struct ErrorTable {
  struct Cell {
    var count: Int
    /// AP50 gained, points.
    var gain: String
    /// Share of the largest gain of the row, 0...1; the darker the more.
    var share: String
  }

  struct Row {
    var name: String
    var cells: [Cell]
  }

  var heads = ErrorKind.allCases.map(\.rawValue)
  var rows: [Row]

  init(_ breakdown: ErrorBreakdown, names: [String]) {
    rows = zip(["all classes"] + names, [breakdown.overall] + breakdown.byClass).map(Row.init)
  }
}

extension ErrorTable.Row {
  init(_ name: String, _ costs: [ErrorKind: ErrorBreakdown.Cost]) {
    let largest = costs.values.compactMap(\.gain).max() ?? 0
    self.name = name
    cells = ErrorKind.allCases.map { kind in
      let gain = costs[kind]?.gain
      return ErrorTable.Cell(
        count: costs[kind]?.count ?? 0, gain: gain.map { (100 * $0).text(places: 1) } ?? "–",
        share: largest > 0 ? ((gain ?? 0) / largest).text(places: 3) : "0")
    }
  }
}
