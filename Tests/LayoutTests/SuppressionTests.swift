import Foundation
import Layout
import Testing

@Suite("Overlapping detections")
struct SuppressionTests {
  /// A box 10 px high from x to x + 10.
  private func detected(
    _ x: Double, score: Double, classIndex: Int = 0, variance: Double = 1
  ) -> DetectedBox {
    DetectedBox(
      box: Box(x: x, y: 0, width: 10, height: 10), variance: BoxVariance(uniform: variance),
      classIndex: classIndex, score: score, classScores: [Float(score)])
  }

  @Test func `leave the strongest of each class, in order of score`() {
    let candidates = [
      detected(1, score: 0.5), detected(0, score: 0.9), detected(0, score: 0.7, classIndex: 1),
      detected(30, score: 0.2), detected(31, score: 0.2),
    ]
    let kept = Suppression.kept(candidates, overlap: 0.6, limit: 10)
    #expect(kept == [candidates[1], candidates[2], candidates[3]])
    #expect(Suppression.kept(candidates, overlap: 0.6, limit: 2) == Array(kept.prefix(2)))
    #expect(Suppression.kept(candidates, overlap: 1, limit: 10).count == 5)
  }

  // Weights are exp(-(1 - IoU)² / 0.02) over the variance.
  @Test func `vote on edges by how sure they are`() {
    let kept = detected(0, score: 0.9, variance: 4)
    let sure = detected(0.5, score: 0.6, variance: 1)
    let voters = [
      kept, sure, detected(0.5, score: 0.6, classIndex: 1, variance: 0.01),
      detected(20, score: 0.5, variance: 0.01),
    ]
    let voted = VarianceVoting.vote(kept, among: voters)
    let overlap = kept.box.intersectionOverUnion(sure.box)
    let weight = exp(-(1 - overlap) * (1 - overlap) / 0.02)
    #expect(abs(voted.box.x1 - 0.5 * weight / (0.25 + weight)) < 1e-12)
    #expect(voted.box.y1 == 0)
    #expect(voted.score == 0.9)
    #expect(abs(voted.variance.x1 - 1 / (0.25 + weight)) < 1e-12)
    #expect(VarianceVoting.vote(kept, among: [kept]) == kept)
  }
}
