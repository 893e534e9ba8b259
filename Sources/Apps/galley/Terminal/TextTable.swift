import Foundation

/// Names and values in two columns.
struct TextTable {
  private var lines: [String] = []

  mutating func add(_ name: String, _ value: String) {
    lines.append(
      name.padding(toLength: 16, withPad: " ", startingAt: 0)
        + (value.isEmpty ? "–" : Printable.line(value)))
  }

  var text: String { lines.joined(separator: "\n") }
}

/// Lines of cells under each other.
struct ColumnTable {
  private let lines: [[String]]
  private let textColumns: Int

  /// - Parameters:
  ///   - lines: the head first.
  ///   - textColumns: how many columns hold words and start at the left; the others hold numbers.
  init(_ lines: [[String]], textColumns: Int) {
    self.lines = lines
    self.textColumns = textColumns
  }

  var text: String {
    let count = lines.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return lines.map { line in
      let padded = line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < textColumns ? cell + space : space + cell
      }
      return Printable.line(padded.joined(separator: "  "))
    }.joined(separator: "\n")
  }
}
