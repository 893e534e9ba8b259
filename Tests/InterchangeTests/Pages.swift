import Foundation
import Layout

/// Probabilities over a taxonomy: `certainty` on one class, the rest even.
func probabilities(
  _ role: RegionRole, certainty: Double = 0.9, in taxonomy: Taxonomy = .publaynet
) -> [Double] {
  var all = Array(
    repeating: (1 - certainty) / Double(taxonomy.count - 1), count: taxonomy.count)
  if let index = taxonomy.classIndex(for: role) { all[index] = certainty }
  return all
}

/// An estimate; only what a test is about needs to be given.
func estimate(
  _ id: Int = 0, _ box: Box = Box(x: 10, y: 20, width: 300, height: 40),
  _ role: RegionRole = .text, score: Double = 0.8, source: EstimateSource = .teacher,
  reason: String? = nil
) -> RegionEstimate {
  RegionEstimate(
    id: id, box: box, variance: BoxVariance(x1: 4, y1: 9, x2: 16, y2: 25),
    classProbabilities: probabilities(role), score: score, source: source,
    evidence: Evidence(model: "test-model", reason: reason))
}

/// A fused region that a teacher and text rules saw, unless told otherwise.
func region(
  _ id: Int = 0, _ box: Box = Box(x: 10, y: 20, width: 300, height: 40),
  _ role: RegionRole = .text, score: Double = 0.9, decision: Decision = .accepted,
  agreement: Double? = 0.75, sources: [EstimateSource] = [.teacher, .textRules],
  reason: String = "teacher and text rules agree", flags: [String] = []
) -> FusedRegion {
  FusedRegion(
    id: id, box: box, variance: BoxVariance(x1: 1, y1: 4, x2: 9, y2: 16),
    classProbabilities: probabilities(role), score: score,
    contributions: sources.map {
      Contribution(
        source: $0, estimate: id,
        boxWeights: Array(repeating: 1 / Double(sources.count), count: 4), classWeight: 0.5)
    }, agreement: agreement, decision: decision, reason: reason, flags: flags)
}

/// A labelled page of 1000 x 1400 px.
func page(
  _ file: String = "scans/page.jpg", number: Int = 1, width: Int = 1000, height: Int = 1400,
  teacher: [RegionEstimate] = [], proposals: [RegionEstimate] = [], fused: [FusedRegion] = [],
  notes: [String] = [], textOrigin: TextOrigin = .ocr
) -> LabelledPage {
  LabelledPage(
    page: Page(
      file: file, fileHash: String(repeating: "ab", count: 32), number: number, width: width,
      height: height, dpi: 150),
    textOrigin: textOrigin, textReason: "OCR: 12 words", teacher: teacher, proposals: proposals,
    fused: fused, notes: notes)
}
