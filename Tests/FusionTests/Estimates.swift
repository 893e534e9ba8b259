import Fusion
import Layout

/// A taxonomy of three classes is enough where the classes do not matter.
let bounds = Box(x1: 0, y1: 0, x2: 1000, y2: 1400)

/// An estimate over DocLayNet's classes: probability `certainty` on a role, the rest even.
func estimate(
  _ id: Int = 0, _ box: Box, _ role: RegionRole = .text, score: Double = 0.9,
  variance: BoxVariance = BoxVariance(uniform: 4), certainty: Double = 0.9,
  source: EstimateSource = .teacher, parent: Int? = nil, textQuality: Double? = nil
) -> RegionEstimate {
  let taxonomy = Taxonomy.doclaynet
  let rest = (1 - certainty) / Double(taxonomy.count - 1)
  var probabilities = Array(repeating: rest, count: taxonomy.count)
  if let index = taxonomy.classIndex(for: role) { probabilities[index] = certainty }
  return RegionEstimate(
    id: id, box: box, variance: variance, classProbabilities: probabilities, score: score,
    source: source, parent: parent,
    evidence: Evidence(model: "test", textQuality: textQuality))
}

extension FusionSettings {
  /// Settings under which a language model is believed whatever the teacher sees.
  static var trusting: FusionSettings {
    var settings = FusionSettings()
    settings.trust.isEarned.languageModel = false
    return settings
  }
}

extension Taxonomy {
  /// The class name of a fused region.
  func name(of region: FusedRegion) -> String { classes[region.classIndex].name }
}
