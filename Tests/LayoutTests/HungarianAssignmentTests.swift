import GalleyTesting
import Layout
import Testing

@Suite("Hungarian assignment")
struct HungarianAssignmentTests {
  /// Sum of the costs of an assignment, an unassigned row at `price`.
  func total(_ costs: [[Double]], _ assignment: [Int?], price: Double) -> Double {
    zip(costs, assignment).reduce(0) { sum, pair in
      sum + (pair.1.map { pair.0[$0] } ?? price)
    }
  }

  /// Least total over all assignments, by trying them.
  func bruteForce(_ costs: [[Double]], row: Int = 0, used: Int = 0, price: Double) -> Double {
    guard row < costs.count else { return 0 }
    var least = price + bruteForce(costs, row: row + 1, used: used, price: price)
    for (column, cost) in costs[row].enumerated() where used & (1 << column) == 0 && cost.isFinite {
      let rest = bruteForce(costs, row: row + 1, used: used | (1 << column), price: price)
      least = min(least, cost + rest)
    }
    return least
  }

  /// The cheapest pair first.
  func greedy(_ costs: [[Double]]) -> [Int?] {
    var pairs: [(cost: Double, row: Int, column: Int)] = []
    for (row, line) in costs.enumerated() {
      for (column, cost) in line.enumerated() where cost.isFinite {
        pairs.append((cost, row, column))
      }
    }
    var assignment: [Int?] = Array(repeating: nil, count: costs.count)
    for pair in pairs.sorted(by: { ($0.cost, $0.row) < ($1.cost, $1.row) })
    where assignment[pair.row] == nil && !assignment.contains(pair.column) {
      assignment[pair.row] = pair.column
    }
    return assignment
  }

  func randomCosts(_ random: inout SeededGenerator, rows: Int, columns: Int) -> [[Double]] {
    (0..<rows).map { _ in
      (0..<columns).map { _ in random.chance(0.3) ? .infinity : random.uniform(0, 3.5) }
    }
  }

  @Test func `never costs more than taking the cheapest pair first`() {
    var random = SeededGenerator(seed: 4)
    var cheaper = 0
    for _ in 0..<1000 {
      let costs = randomCosts(
        &random, rows: Int.random(in: 1...12, using: &random),
        columns: Int.random(in: 1...12, using: &random))
      let optimal = total(
        costs, HungarianAssignment.solve(costs: costs, unassignedCost: 3.5), price: 3.5)
      let greedily = total(costs, greedy(costs), price: 3.5)
      #expect(optimal <= greedily + 1e-9)
      if optimal < greedily - 1e-9 { cheaper += 1 }
    }
    #expect(cheaper > 100)
  }

  @Test(arguments: 1...7)
  func `finds what trying all assignments finds`(size: Int) {
    var random = SeededGenerator(seed: UInt64(size))
    for _ in 0..<(size > 5 ? 5 : 40) {
      let costs = randomCosts(
        &random, rows: size, columns: Int.random(in: 1...size, using: &random))
      let solved = HungarianAssignment.solve(costs: costs, unassignedCost: 2)
      let used = solved.compactMap(\.self)
      #expect(Set(used).count == used.count)
      #expect(
        near(total(costs, solved, price: 2), bruteForce(costs, price: 2), 1e-9))
    }
  }

  @Test func `permuted rows and columns permute the answer`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let costs = randomCosts(&random, rows: 6, columns: 8)
      let rows = Array(costs.indices).shuffled(using: &random)
      let columns = Array(0..<8).shuffled(using: &random)
      let permuted = rows.map { row in columns.map { costs[row][$0] } }
      let solved = HungarianAssignment.solve(costs: costs, unassignedCost: 3.5)
      let other = HungarianAssignment.solve(costs: permuted, unassignedCost: 3.5)
      for (index, row) in rows.enumerated() {
        #expect(other[index].map { columns[$0] } == solved[row])
      }
    }
  }

  @Test(
    "copes with nothing",
    arguments: [
      ([], []), ([[], []], [nil, nil]), ([[.infinity]], [nil]), ([[5]], [nil]), ([[1]], [0]),
    ] as [([[Double]], [Int?])])
  func nothing(costs: [[Double]], expected: [Int?]) {
    #expect(HungarianAssignment.solve(costs: costs, unassignedCost: 2) == expected)
  }
}
