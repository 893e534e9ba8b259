import Foundation
import Layout

/// Which points learn which truth (task-aligned: TOOD, Feng et al., ICCV 2021).
public struct TaskAlignedAssignment: PointAssignment {
  private struct Candidate {
    var point: Int
    var alignment: Double
    var overlap: Double
  }

  /// Most points of a truth.
  public var most = 13
  /// Exponent of the score in the alignment.
  public var scoreExponent = 1.0
  /// Exponent of the overlap in the alignment.
  public var overlapExponent = 6.0
  /// The last bin of the sides: a side is at most that many strides long.
  public var lastBin: Int

  /// Makes the rule for a head with that last bin.
  public init(lastBin: Int) { self.lastBin = lastBin }

  /// The positives of an image, by point; every point has one truth at most.
  public func positives(
    _ truths: [Truth], _ predictions: PointPredictions, points: AnchorPoints
  ) -> [PositivePoint] {
    var owner: [Int: (truth: Int, candidate: Candidate)] = [:]
    for (index, truth) in truths.enumerated() {
      for candidate in candidates(for: truth, predictions, points) {
        if let other = owner[candidate.point], other.candidate.overlap >= candidate.overlap {
          continue
        }
        owner[candidate.point] = (index, candidate)
      }
    }
    var (bestAlignment, bestOverlap) = ([Int: Double](), [Int: Double]())
    for (truth, candidate) in owner.values {
      bestAlignment[truth] = max(bestAlignment[truth] ?? 0, candidate.alignment)
      bestOverlap[truth] = max(bestOverlap[truth] ?? 0, candidate.overlap)
    }
    return owner.sorted { $0.key < $1.key }.map { point, owned in
      let best = bestAlignment[owned.truth] ?? 0
      let share = best > 0 ? owned.candidate.alignment / best : 1
      return PositivePoint(
        point: point, truth: owned.truth, target: share * (bestOverlap[owned.truth] ?? 0))
    }
  }

  private func candidates(
    for truth: Truth, _ predictions: PointPredictions, _ points: AnchorPoints
  ) -> [Candidate] {
    func candidate(_ point: Int) -> Candidate {
      let overlap = predictions.boxes[point].intersectionOverUnion(truth.box)
      let score = Double(predictions.scores[point * predictions.classCount + truth.classIndex])
      return Candidate(
        point: point, alignment: pow(score, scoreExponent) * pow(overlap, overlapExponent),
        overlap: overlap)
    }
    let inside = points.inside(truth.box, longestSide: lastBin)
    guard !inside.isEmpty else {
      return [candidate(points.nearest(to: truth.box, longestSide: lastBin))]
    }
    let ranked = inside.map(candidate).sorted {
      ($0.alignment, $0.overlap, $1.point) > ($1.alignment, $1.overlap, $0.point)
    }
    let aligned = ranked.prefix(most).filter { $0.alignment > 1e-9 }
    // A thin truth that nothing overlaps yet would never be learnt.
    return aligned.isEmpty ? Array(ranked.prefix(1)) : aligned
  }
}

extension AnchorPoints {
  /// Points strictly inside a box, without those of levels whose sides (at most so many strides long)
  /// cannot reach its edges while a coarser level is there.
  func inside(_ box: Box, longestSide: Int?) -> [Int] {
    var found: [Int] = []
    for (index, level) in levels.enumerated() {
      let stride = Double(level.stride)
      let isLast = index + 1 == levels.count
      let reach = isLast ? .infinity : longestSide.map { Double($0) * stride } ?? .infinity
      for row in cells(from: box.y1, to: box.y2, stride, count: level.rows) {
        let y = (Double(row) + 0.5) * stride
        guard max(y - box.y1, box.y2 - y) <= reach else { continue }
        for column in cells(from: box.x1, to: box.x2, stride, count: level.columns) {
          let x = (Double(column) + 0.5) * stride
          guard max(x - box.x1, box.x2 - x) <= reach else { continue }
          found.append(level.start + row * level.columns + column)
        }
      }
    }
    return found
  }

  /// Cells whose centre lies strictly between two edges.
  private func cells(from: Double, to: Double, _ stride: Double, count: Int) -> Range<Int> {
    let first = max(0, min(Double(count), Foundation.floor(from / stride - 0.5) + 1))
    let last = max(0, min(Double(count), Foundation.ceil(to / stride - 0.5)))
    return Int(first)..<max(Int(first), Int(last))
  }

  /// The point nearest to a box's centre, the finest level's where several are, of those levels whose
  /// sides (at most so many strides long) reach the box's edges; of the coarsest where none does.
  func nearest(to box: Box, longestSide: Int) -> Int {
    var best = (point: 0, distance: Double.infinity)
    let reach = max(box.width, box.height) / 2
    let reaching = levels.filter {
      Double(longestSide * $0.stride) >= reach + Double($0.stride) / 2
    }
    for level in reaching.isEmpty ? levels.suffix(1) : reaching {
      let stride = Double(level.stride)
      let column = max(0, min(level.columns - 1, Int(Foundation.floor(box.centreX / stride))))
      let row = max(0, min(level.rows - 1, Int(Foundation.floor(box.centreY / stride))))
      let (dx, dy) = (
        (Double(column) + 0.5) * stride - box.centreX, (Double(row) + 0.5) * stride - box.centreY
      )
      let distance = dx * dx + dy * dy
      if distance < best.distance {
        best = (level.start + row * level.columns + column, distance)
      }
    }
    return best.point
  }
}
