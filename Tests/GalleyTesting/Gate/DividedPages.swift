import Fusion
import Layout

/// Pages on which one source is right about captions, and the other about text.
package enum DividedPages {
  package static let taxonomy = Taxonomy.doclaynet

  /// Pages on which the language model is right about captions and wrong by far elsewhere.
  package static func pages(_ count: Int, seed: UInt64) -> [CalibrationPage] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      var page = CalibrationPage(
        document: "document \(number / 3)", bounds: Box(x1: 0, y1: 0, x2: 1000, y2: 1400),
        truth: [], estimates: [])
      for row in 0..<6 {
        let isCaption = row % 2 == 0
        let role = isCaption ? RegionRole.caption : .text
        let index = taxonomy.classIndex(for: role) ?? 0
        let box = Box(
          x: 100, y: 100 + 200 * Double(row), width: 600, height: isCaption ? 40 : 150)
        page.truth.append(TrueRegion(box: box, classIndex: index))
        for source in [EstimateSource.teacher, .languageModel] {
          let isRight = isCaption == (source == .languageModel)
          page.estimates.append(
            estimate(
              row, box, isRight ? index : taxonomy.classIndex(for: isCaption ? .text : .caption),
              deviation: isRight ? 1 : 6, score: isRight ? 0.9 : 0.6, source, &random))
        }
      }
      return page
    }
  }

  private static func estimate(
    _ id: Int, _ box: Box, _ classIndex: Int?, deviation: Double, score: Double,
    _ source: EstimateSource, _ random: inout SeededGenerator
  ) -> RegionEstimate {
    var moved = box
    for edge in BoxCoordinate.allCases { moved[edge] += random.normal(deviation) }
    var probabilities = Array(repeating: 0.03, count: taxonomy.count)
    probabilities[classIndex ?? 0] = 1 - 0.03 * Double(taxonomy.count - 1)
    return RegionEstimate(
      id: id, box: moved, variance: BoxVariance(uniform: 16), classProbabilities: probabilities,
      score: score + random.normal(0.02), source: source,
      evidence: Evidence(wordIDs: [id % 2], model: "test", textQuality: 0.9, spatialQuality: 0.9))
  }
}
