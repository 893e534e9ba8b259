import Evaluation

/// A confusion matrix as the template `evaluation` shows it.
struct ConfusionTable {
  struct Cell {
    var count: String
    /// Share of its row, 0...1; the darker the more.
    var share: String
    var kind: String
    var title: String
  }

  struct Row {
    var name: String
    var cells: [Cell]
  }

  var heads: [String]
  var rows: [Row]
  var leastScore: String
  var leastOverlap: String

  init(_ matrix: ConfusionMatrix, names: [String]) {
    heads = names + ["nothing"]
    leastScore = matrix.leastScore.text(places: 2)
    leastOverlap = matrix.leastOverlap.text(places: 2)
    let heads = heads
    rows = zip(heads.indices, matrix.counts).map { row, counts in
      let total = counts.reduce(0, +)
      return Row(
        name: heads[row],
        cells: counts.enumerated().map { column, count in
          Cell(
            count: count > 0 ? "\(count)" : "",
            share: total > 0 ? (Double(count) / Double(total)).text(places: 3) : "0",
            kind: row == column ? "right" : "wrong",
            title: "labelled \(heads[row]), detected \(heads[column]): \(count) of \(total)")
        })
    }
  }
}
