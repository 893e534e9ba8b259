import Fusion
import Layout

/// Documents that are left out, and the settings that a calibration of the others gives.
struct LeftOutPart {
  /// Indices of its pages.
  var pages: [Int]
  var settings: FusionSettings

  private static let count = 5

  /// Parts of whole documents; none for a single document.
  static func parts(
    of pages: [CalibrationPage], taxonomy: Taxonomy, mode: VarianceMode
  ) -> [LeftOutPart] {
    let documents = Set(pages.map(\.document)).sorted()
    let count = min(count, documents.count)
    guard count > 1 else { return [] }
    let part = Dictionary(uniqueKeysWithValues: documents.enumerated().map { ($1, $0 % count) })
    return (0..<count).map { held in
      let others = pages.filter { part[$0.document] != held }
      let calibration = CalibrationFit(others, taxonomy: taxonomy, mode: mode)
        .calibration(truth: "", truthHash: "", taxonomy: taxonomy.name)
      return LeftOutPart(
        pages: pages.indices.filter { part[pages[$0].document] == held },
        settings: calibration.applied(to: FusionSettings()))
    }
  }

  /// Its pairs as a gate will meet them; pages keep the numbers that they have among all.
  func examples(of all: [CalibrationPage], _ taxonomy: Taxonomy) -> [GateExample] {
    let examples = GateExamples(taxonomy: taxonomy, settings: settings, size: .small)
    return pages.flatMap { page in
      examples([GatePage(all[page])]).map { example in
        var example = example
        example.page = page
        return example
      }
    }
  }
}
