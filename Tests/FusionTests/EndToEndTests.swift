import Fusion
import Layout
import Testing

@Suite("Fusion on synthetic pages")
struct EndToEndTests {
  typealias Page = SyntheticPages.Page

  /// The paper's fixed setting: 0.6 for boxes and classes, 0.7 for scores, everything averaged.
  var fixed: FusionSettings {
    var settings = plain
    settings.boxes.rule = .fixed
    settings.boxes.conflictLimit = nil
    settings.classes.exponents = .init(
      teacher: RoleTable(0.6), languageModel: RoleTable(0.4), textRules: RoleTable(0.4))
    return settings
  }

  /// Inverse variance with the same pools, so that only the boxes differ.
  var plain: FusionSettings {
    var settings = FusionSettings.trusting
    settings.variances.bias.languageModel = RoleTable(.none)
    settings.classes.exponents = .init(
      teacher: RoleTable(0.6), languageModel: RoleTable(0.4), textRules: RoleTable(0.4))
    return settings
  }

  func score(_ pages: [Page], _ settings: FusionSettings) throws -> Double {
    let fusion = PageFusion(taxonomy: SyntheticPages.taxonomy, settings: settings)
    var detections: [Labelled] = []
    for (number, page) in pages.enumerated() {
      let result = try fusion.fuse(
        teacher: page.teacher, text: page.text, bounds: SyntheticPages.bounds)
      for region in result.regions {
        for (index, score) in region.classScores.enumerated() where score >= 0.01 {
          detections.append(
            Labelled(page: number, classIndex: index, box: region.box, score: score))
        }
      }
    }
    return averagePrecision(detections, truth: pages.flatMap(\.truth), classes: 5)
  }

  func score(_ pages: [Page], alone: (Page) -> [RegionEstimate]) -> Double {
    var detections: [Labelled] = []
    for (number, page) in pages.enumerated() {
      for estimate in alone(page) {
        for (index, score) in estimate.classScores.enumerated() where score >= 0.01 {
          detections.append(
            Labelled(page: number, classIndex: index, box: estimate.box, score: score))
        }
      }
    }
    return averagePrecision(detections, truth: pages.flatMap(\.truth), classes: 5)
  }

  /// Mean squared error of each source's edges by its class, from pages with known truth.
  func calibrate(
    _ pages: [Page], _ estimates: (Page) -> [RegionEstimate]
  ) -> [Int: Double] {
    var errors: [Int: [Double]] = [:]
    for page in pages {
      for estimate in estimates(page) {
        let match = page.truth.max {
          $0.box.intersectionOverUnion(estimate.box) < $1.box.intersectionOverUnion(estimate.box)
        }
        guard let match, match.box.intersectionOverUnion(estimate.box) >= 0.5 else { continue }
        for coordinate in BoxCoordinate.allCases {
          let error = estimate.box[coordinate] - match.box[coordinate]
          errors[estimate.classIndex, default: []].append(error * error)
        }
      }
    }
    return errors.mapValues { $0.reduce(0, +) / Double($0.count) }
  }

  func withVariances(_ estimates: [RegionEstimate], _ table: [Int: Double]) -> [RegionEstimate] {
    estimates.map {
      var estimate = $0
      estimate.variance = BoxVariance(uniform: table[estimate.classIndex] ?? 25)
      return estimate
    }
  }

  @Test func `takes a student for what a teacher is, and names it`() throws {
    var synthetic = SyntheticPages(seed: 3)
    let fusion = PageFusion(taxonomy: SyntheticPages.taxonomy)
    for page in synthetic.pages(20) {
      var seen = page.teacher
      for index in seen.indices { seen[index].source = .student }
      let bounds = SyntheticPages.bounds
      var taught = try fusion.fuse(teacher: page.teacher, text: page.text, bounds: bounds)
      var fused = try fusion.fuse(teacher: seen, text: page.text, bounds: bounds)
      #expect(fused.regions.contains { $0.reason.contains("student") })
      for index in taught.regions.indices {
        for part in taught.regions[index].contributions.indices
        where taught.regions[index].contributions[part].source == .teacher {
          taught.regions[index].contributions[part].source = .student
        }
        (taught.regions[index].reason, fused.regions[index].reason) = ("", "")
      }
      #expect(fused == taught)
    }
  }

  @Test func `beats each source, and by more the better variances are known`() throws {
    var gains: [Double] = []
    for seed in 0..<5 {
      var generator = SyntheticPages(seed: UInt64(seed))
      let calibration = generator.pages(40)
      let pages = generator.pages(120)
      let teacher = score(pages, alone: \.teacher)
      let text = score(pages, alone: \.text)
      let fixed = try score(pages, fixed)
      let trueVariances = try score(pages, plain)
      let teacherTable = calibrate(calibration, \.teacher)
      let textTable = calibrate(calibration, \.text)
      let estimated = try score(
        pages.map {
          Page(
            truth: $0.truth, teacher: withVariances($0.teacher, teacherTable),
            text: withVariances($0.text, textTable))
        }, plain)
      let summary = [teacher, text, fixed, trueVariances, estimated]
      #expect(fixed >= max(teacher, text) + 2, "\(summary)")
      #expect(trueVariances >= fixed + 5, "\(summary)")
      #expect(estimated >= fixed + 5, "\(summary)")
      gains.append(estimated - fixed)
    }
    // Paired t over the seeds, 4 degrees of freedom: 4.604 is the two-sided 1 % point.
    let mean = gains.reduce(0, +) / 5
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
    #expect(mean / (variance / 5).squareRoot() > 4.604)
  }
}
