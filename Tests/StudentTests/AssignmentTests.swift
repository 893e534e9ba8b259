import Layout
import Student
import Testing

@Suite("Task-aligned assignment")
struct AssignmentTests {
  let points = AnchorPoints(strides: [8, 16], sizes: [(8, 8), (4, 4)])
  let rule = TaskAlignedAssignment(lastBin: 16)

  func predictions(_ boxes: [Int: (Box, Float)] = [:]) -> TaskAlignedAssignment.Predictions {
    var scores = [Float](repeating: 0.01, count: points.count)
    var all = (0..<points.count).map { point in
      let (x, y) = points.centre(of: point)
      return Box(x: x - 12, y: y - 12, width: 24, height: 24)
    }
    for (point, (box, score)) in boxes { (all[point], scores[point]) = (box, score) }
    return .init(scores: scores, classCount: 1, boxes: all)
  }

  @Test func `the hand case`() {
    let truth = Truth(box: Box(x: 0, y: 0, width: 16, height: 8), classIndex: 0)
    // Overlaps of 0.5 and 0.8 by the same left top corner.
    let positives = rule.positives(
      [truth],
      predictions([
        0: (Box(x: 0, y: 0, width: 8, height: 8), 0.5),
        1: (Box(x: 0, y: 0, width: 12.8, height: 8), 0.25),
      ]), points: points)
    let targets = positives.filter { $0.point < 2 }.map(\.target)
    #expect(targets.count == 2)
    #expect(abs(targets[0] - 0.095367) < 1e-5 && abs(targets[1] - 0.8) < 1e-5)
  }

  @Test func `a thin rule with no point inside has exactly one`() {
    let rules = Truth(box: Box(x: 3, y: 9, width: 50, height: 2), classIndex: 0)
    #expect(points.centre(of: 8).y == 12)
    #expect(rule.positives([rules], predictions(), points: points).count == 1)
  }

  @Test func `no point has two truths, and the greatest target is the greatest overlap`() {
    let truths = [
      Truth(box: Box(x: 2, y: 2, width: 30, height: 30), classIndex: 0),
      Truth(box: Box(x: 10, y: 10, width: 30, height: 30), classIndex: 0),
    ]
    let predictions = predictions()
    let positives = rule.positives(truths, predictions, points: points)
    #expect(Set(positives.map(\.point)).count == positives.count)
    for (index, truth) in truths.enumerated() {
      let own = positives.filter { $0.truth == index }
      #expect((1...13).contains(own.count))
      let overlaps = own.map { positive in
        let (x, y) = points.centre(of: positive.point)
        return Box(x: x - 12, y: y - 12, width: 24, height: 24)
          .intersectionOverUnion(truth.box)
      }
      // Short of it by what keeps the division safe.
      #expect(abs((own.map(\.target).max() ?? 0) - (overlaps.max() ?? 0)) < 1e-3)
    }
  }

  @Test func `a level whose sides cannot reach is left to a coarser one`() {
    let long = Truth(box: Box(x: 0, y: 0, width: 64, height: 30), classIndex: 0)
    let short = TaskAlignedAssignment(lastBin: 6)
    let fine = short.positives([long], predictions(), points: points).filter { $0.point < 64 }
    // 6 × 8 = 48 px: a point reaches both edges from the middle only.
    #expect(fine.allSatisfy { (16...48).contains(points.centre(of: $0.point).x) })
  }
}
