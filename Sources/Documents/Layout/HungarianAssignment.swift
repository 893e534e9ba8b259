/// Minimum-cost assignment of rows to columns (Kuhn 1955; the O(n²m) shortest augmenting path
/// form with potentials of Jonker and Volgenant 1987).
public enum HungarianAssignment {
  /// Assigns rows to columns so that the sum of costs is least.
  ///
  /// A pair of infinite cost is forbidden. Leaving a row unassigned costs `unassignedCost`, so a
  /// pair dearer than that is never made. Of several optima the one found by visiting rows and
  /// columns in ascending order is returned: the same input always gives the same answer.
  ///
  /// - Parameters:
  ///   - costs: `[row][column]`, every row of the same length, no NaN.
  ///   - unassignedCost: cost of a row without a column.
  /// - Returns: for each row its column, or `nil`.
  public static func solve(costs: [[Double]], unassignedCost: Double) -> [Int?] {
    let rows = costs.count
    let columns = costs.first?.count ?? 0
    guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }
    // Each row gets a private column that stands for "unassigned"; all others are barred from it.
    let width = columns + rows
    let barred = (costs.joined().filter(\.isFinite).map(abs).max() ?? 0) + unassignedCost + 1
    let prohibitive = barred * Double(rows + 1)
    func cost(_ row: Int, _ column: Int) -> Double {
      if column < columns {
        let value = costs[row][column]
        return value.isFinite ? value : prohibitive
      }
      return column - columns == row ? unassignedCost : prohibitive
    }
    var rowPotential = Array(repeating: 0.0, count: rows + 1)
    var columnPotential = Array(repeating: 0.0, count: width + 1)
    var rowOfColumn = Array(repeating: 0, count: width + 1)  // 1-based; 0 is free
    var previous = Array(repeating: 0, count: width + 1)
    for row in 1...rows {
      rowOfColumn[0] = row
      var column = 0
      var least = Array(repeating: Double.infinity, count: width + 1)
      var visited = Array(repeating: false, count: width + 1)
      repeat {
        visited[column] = true
        let current = rowOfColumn[column]
        var delta = Double.infinity
        var next = 0
        for candidate in 1...width where !visited[candidate] {
          let reduced =
            cost(current - 1, candidate - 1) - rowPotential[current] - columnPotential[candidate]
          if reduced < least[candidate] {
            least[candidate] = reduced
            previous[candidate] = column
          }
          if least[candidate] < delta {
            delta = least[candidate]
            next = candidate
          }
        }
        for index in 0...width {
          if visited[index] {
            rowPotential[rowOfColumn[index]] += delta
            columnPotential[index] -= delta
          } else {
            least[index] -= delta
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      while column != 0 {
        rowOfColumn[column] = rowOfColumn[previous[column]]
        column = previous[column]
      }
    }
    var assignment: [Int?] = Array(repeating: nil, count: rows)
    for column in 1...columns where rowOfColumn[column] != 0 {
      let row = rowOfColumn[column] - 1
      if costs[row][column - 1].isFinite { assignment[row] = column - 1 }
    }
    return assignment
  }
}
