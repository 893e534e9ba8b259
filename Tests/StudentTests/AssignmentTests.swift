import Layout
import Student
import Testing

@Suite("Cell-centre assignment")
struct CellCentreAssignmentTests {
  let points = AnchorPoints(strides: [8, 16], sizes: [(8, 8), (4, 4)])

  @Test func `the finest cell at the centre that reaches all edges learns a truth for sure`() {
    let small = Truth(box: Box(x: 20, y: 20, width: 10, height: 10), classIndex: 0)
    let large = Truth(box: Box(x: 0, y: 0, width: 64, height: 64), classIndex: 0)
    let none = PointPredictions(scores: [], classCount: 1, boxes: [])
    let positives = CellCentreAssignment(lastBin: 4).positives(
      [small, large], none, points: points)
    #expect(positives.map(\.truth) == [0, 1])
    #expect(positives.allSatisfy { $0.target == 1 })
    #expect(positives.map(\.point) == [3 * 8 + 3, 64 + 2 * 4 + 2])
  }

  @Test func `a cell that holds two centres learns the smaller`() {
    let truths = [30.0, 12].map {
      Truth(box: Box(x: 28 - $0 / 2, y: 28 - $0 / 2, width: $0, height: $0), classIndex: 0)
    }
    let none = PointPredictions(scores: [], classCount: 1, boxes: [])
    let positives = CellCentreAssignment(lastBin: 16).positives(truths, none, points: points)
    #expect(positives.map(\.truth) == [1])
  }
}

@Suite("Task-aligned assignment")
struct AssignmentTests {
  let points = AnchorPoints(strides: [8, 16], sizes: [(8, 8), (4, 4)])
  let rule = TaskAlignedAssignment(lastBin: 16)

  func predictions(_ boxes: [Int: (Box, Float)] = [:]) -> PointPredictions {
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

  @Test func `a smaller exponent lets the score count less`() {
    var rule = rule
    rule.scoreExponent = 0.5
    let truth = Truth(box: Box(x: 0, y: 0, width: 16, height: 8), classIndex: 0)
    let positives = rule.positives(
      [truth],
      predictions([
        0: (Box(x: 0, y: 0, width: 8, height: 8), 1),
        1: (Box(x: 0, y: 0, width: 12.8, height: 8), 0.25),
      ]), points: points)
    // 0.5⁶ against 0.25^0.5 × 0.8⁶, times the greatest overlap.
    let target = positives.first { $0.point == 0 }?.target ?? 0
    #expect(abs(target - 0.8 * 0.015625 / 0.131072) < 1e-5)
  }

  @Test func `a thin rule with no point inside has exactly one`() {
    let rules = Truth(box: Box(x: 3, y: 9, width: 50, height: 2), classIndex: 0)
    #expect(points.centre(of: 8).y == 12)
    #expect(rule.positives([rules], predictions(), points: points).count == 1)
  }

  @Test func `a long line with no point inside is learnt where its ends can be reached`() {
    let points = AnchorPoints(strides: [8, 16, 32], sizes: [(64, 8), (32, 4), (16, 2)])
    let predictions = PointPredictions(
      scores: [Float](repeating: 0.01, count: points.count), classCount: 1,
      boxes: (0..<points.count).map { point in
        let (x, y) = points.centre(of: point)
        return Box(x: x - 12, y: y - 12, width: 24, height: 24)
      })
    let line = Truth(box: Box(x: 20, y: 20.5, width: 450, height: 3), classIndex: 0)
    let positives = rule.positives([line], predictions, points: points)
    // Sides of 16 strides of 8 px reach 128 px, those of 16 px reach 256.
    #expect(positives.map { points.centre(of: $0.point).y } == [24])
  }

  @Test func `a thin truth that no prediction overlaps well has one all the same`() {
    // Points lie inside it, but 24 × 24 px on 1 px of height align below every floor.
    let thin = Truth(box: Box(x: 3, y: 11.5, width: 50, height: 1), classIndex: 0)
    let positives = rule.positives([thin], predictions(), points: points)
    #expect(positives.count == 1)
    #expect(positives.allSatisfy { $0.target > 0 && points.centre(of: $0.point).y == 12 })
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
      #expect(abs((own.map(\.target).max() ?? 0) - (overlaps.max() ?? 0)) < 1e-12)
    }
  }

  @Test func `a level whose sides cannot reach is left to a coarser one`() {
    let long = Truth(box: Box(x: 0, y: 0, width: 64, height: 30), classIndex: 0)
    let short = TaskAlignedAssignment(lastBin: 6)
    let fine = short.positives([long], predictions(), points: points).filter { $0.point < 64 }
    // 6 × 8 = 48 px: a point reaches both edges from the middle only.
    #expect(!fine.isEmpty)
    #expect(fine.allSatisfy { (16...48).contains(points.centre(of: $0.point).x) })
  }
}
