import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Fusion of a page")
struct PageFusionTests {
  let taxonomy = Taxonomy.doclaynet
  let paragraph = Box(x1: 100, y1: 200, x2: 500, y2: 400)

  func fuse(
    _ teacher: [RegionEstimate], _ text: [RegionEstimate],
    _ change: (inout FusionSettings) -> Void = { _ in }
  ) throws -> FusionResult {
    var settings = FusionSettings.trusting
    // Boxes are compared with what goes in: no bias, variances as given.
    settings.variances = VarianceModel(
      bias: .init(
        teacher: RoleTable(.none), languageModel: RoleTable(.none), textRules: RoleTable(.none)))
    change(&settings)
    return try PageFusion(taxonomy: taxonomy, settings: settings)
      .fuse(teacher: teacher, text: text, bounds: bounds)
  }

  @Test func `two sources that agree make one accepted region that says why`() throws {
    let teacher = estimate(3, paragraph, score: 0.8)
    let text = estimate(
      7, paragraph.translated(x: 2, y: 0), score: 0.6, variance: BoxVariance(uniform: 16),
      source: .textRules)
    let result = try fuse([teacher], [text])
    let region = try #require(result.regions.first)
    #expect(result.regions.count == 1)
    #expect(region.decision == .accepted)
    #expect(near(region.box.x1, 100.4, 1e-9))
    #expect(near(region.score, 0.748767, 1e-6))
    #expect(region.gate == nil)
    #expect(
      region.reason == "teacher and text rules agree (IoU 0.99): edges weighted 0.80/0.20")
    #expect(region.contributions.map(\.estimate) == [3, 7])
    #expect(near(region.contributions[0].boxWeights, [0.8, 0.8, 0.8, 0.8], 1e-12))
    let agreement = try #require(region.agreement)
    #expect(near(agreement, paragraph.intersectionOverUnion(text.box), 1e-9))
    #expect(result.statistics.matched == 1)
  }

  @Test func `without text sources the teacher comes back exactly`() throws {
    var random = SeededGenerator(seed: 10)
    let teacher = (0..<40).map { id in
      estimate(
        id,
        Box(
          x: Double(id % 5) * 190 + random.uniform(0, 20),
          y: Double(id / 5) * 170 + random.uniform(0, 20), width: 120, height: 80),
        RegionRole.allCases[id % 13], score: random.uniform(0.01, 1),
        variance: BoxVariance(uniform: random.uniform(0.3, 30)))
    }
    let result = try fuse(teacher, [])
    #expect(result.regions.count == 40)
    for region in result.regions {
      let original = teacher[region.contributions[0].estimate]
      #expect(region.box == original.box && region.variance == original.variance)
      #expect(region.classProbabilities == original.classProbabilities)
      #expect(region.score == original.score)
      #expect(region.decision == (original.score >= 0.5 ? .accepted : .ignored))
    }
  }

  @Test func `what only the teacher saw is accepted by its score`() throws {
    let unsure = try fuse([estimate(0, paragraph, score: 0.31)], [])
    #expect(unsure.regions[0].decision == .ignored)
    #expect(
      unsure.regions[0].reason
        == "only the teacher saw it (Text, score 0.31, below 0.50): ignored")
    #expect(try fuse([estimate(0, paragraph, score: 0.5)], []).regions[0].decision == .accepted)
  }

  @Test(
    "what only the text saw is a soft label of a rare class or ignored",
    arguments: [
      (RegionRole.caption, 0.9, 0.9, Decision.accepted), (.caption, 0.7, 0.9, .ignored),
      (.caption, 0.9, 0.4, .ignored), (.text, 0.9, 0.9, .ignored),
    ] as [(RegionRole, Double, Double, Decision)])
  func textOnly(role: RegionRole, score: Double, quality: Double, decision: Decision) throws {
    let text = estimate(
      0, paragraph, role, score: score, source: .languageModel, textQuality: quality)
    for teacher in [[], [estimate(0, Box(x1: 600, y1: 600, x2: 700, y2: 700))]] {
      let result = try fuse(teacher, [text])
      let region = try #require(result.regions.first { $0.box == paragraph })
      #expect(region.decision == decision)
      #expect(near(region.classProbabilities.max() ?? 0, 0.8 * 0.9 + 0.2 / 11, 1e-9))
      #expect(region.reason.hasPrefix("only the language model saw it"))
    }
  }

  @Test func `silence lowers a region's score, where it counts`() throws {
    let other = estimate(0, Box(x1: 600, y1: 600, x2: 700, y2: 700), source: .languageModel)
    func score(_ role: RegionRole) throws -> Double {
      let result = try fuse([estimate(0, paragraph, role, score: 0.8)], [other])
      return try #require(result.regions.first { $0.box == paragraph }).score
    }
    #expect(
      near(
        try score(.text),
        ScorePool.pool([.init(score: 0.8, weight: 0.7), .init(score: 0.1, weight: 0.3)]), 1e-12))
    #expect(try score(.figure) == 0.8)
  }

  @Test(
    "a source that knows a class when it sees it denies it by naming another",
    arguments: [(RegionRole.caption, true), (.title, false)] as [(RegionRole, Bool)])
  func denial(role: RegionRole, counts: Bool) throws {
    let result = try fuse(
      [estimate(0, paragraph, role, score: 0.8)],
      [estimate(0, paragraph, .sectionHeader, score: 0.9, source: .textRules)])
    let region = result.regions[0]
    #expect(region.classIndex == Taxonomy.doclaynet.classIndex(for: role))
    // The rules hold a caption for (0.1 / 10) / 0.9 as possible as a section header.
    let said = counts ? 0.9 * 0.01 / 0.9 : 0.9
    #expect(
      near(
        region.score,
        ScorePool.pool([.init(score: 0.8, weight: 0.7), .init(score: said, weight: 0.3)]), 1e-12))
    #expect((region.score < 0.8) == counts)
  }

  @Test func `two text sources that share their errors count once, by the surer edge`() throws {
    let text = [
      estimate(0, paragraph.translated(x: 1, y: 0), source: .languageModel),
      estimate(
        0, paragraph.translated(x: 2, y: 0),
        variance: BoxVariance(x1: 2, y1: 4, x2: 4, y2: 8), source: .textRules),
    ]
    let region = try fuse([estimate(0, paragraph)], text).regions[0]
    #expect(near(region.contributions[0].boxWeights, [1.0 / 3, 0.5, 0.5, 0.5], 1e-12))
    #expect(region.contributions[1].boxWeights == [0, 0.5, 0.5, 0.5])
    #expect(near(region.contributions[2].boxWeights, [2.0 / 3, 0, 0, 0], 1e-12))
  }

  @Test func `three independent sources add their precisions`() throws {
    let result = try fuse(
      [estimate(0, paragraph)],
      [
        estimate(0, paragraph.translated(x: 1, y: 0), source: .languageModel),
        estimate(0, paragraph.translated(x: 2, y: 0), source: .textRules),
      ]
    ) { $0.boxes.sharesTextErrors = false }
    let region = try #require(result.regions.first)
    #expect(result.regions.count == 1)
    #expect(near(region.box.x1, 101, 1e-9))
    #expect(near(region.variance.x1, 4.0 / 3, 1e-9))
    #expect(region.contributions.map(\.source) == [.teacher, .languageModel, .textRules])
    #expect(region.reason.hasPrefix("teacher, language model and text rules agree"))
  }

  @Test func `text overrules an unsure class and says so`() throws {
    let teacher = estimate(0, paragraph, .text, certainty: 0.5)
    let text = estimate(0, paragraph, .footnote, certainty: 0.9, source: .languageModel)
    let region = try fuse([teacher], [text]).regions[0]
    #expect(taxonomy.name(of: region) == "Footnote")
    #expect(region.flags == ["class_disagreement", "class_flip"])
    #expect(region.reason.contains("teacher Text, language model Footnote"))
    #expect(region.classScores.max() == region.score)
  }

  @Test func `a doubtful class goes before a person`() throws {
    let teacher = estimate(0, paragraph, .text, certainty: 0.9)
    let text = estimate(0, paragraph, .footnote, certainty: 0.9, source: .languageModel)
    let region = try fuse([teacher], [text]).regions[0]
    #expect(region.decision == .review)
    #expect(region.reason.hasSuffix("for review"))
  }

  @Test func `exponents say whom to believe about a class`() throws {
    let teacher = estimate(0, paragraph, .text, certainty: 0.8)
    let text = estimate(0, paragraph, .pageHeader, certainty: 0.9, source: .textRules)
    func name(_ exponent: Double) throws -> String {
      let result = try fuse([teacher], [text]) {
        $0.classes.exponents.textRules[.pageHeader] = exponent
      }
      return taxonomy.name(of: result.regions[0])
    }
    #expect(try name(1) == "Page-header")
    #expect(try name(0.5) == "Text")
  }

  @Test func `a drawing and running text are never one region`() throws {
    let result = try fuse(
      [estimate(0, paragraph, .table)], [estimate(0, paragraph, .text, source: .languageModel)])
    #expect(result.regions.count == 2)
    #expect(result.statistics.matched == 0)
  }

  @Test func `one site that a detector gives once a class is one region with both classes`() throws
  {
    let result = try fuse(
      [
        estimate(0, paragraph, .text, score: 0.6, certainty: 1),
        estimate(1, paragraph.translated(x: 3, y: 0), .listItem, score: 0.4, certainty: 1),
      ], [])
    let region = try #require(result.regions.first)
    #expect(result.regions.count == 1)
    #expect(region.box == paragraph)
    #expect(region.contributions.map(\.estimate) == [0, 1])
    let list = try #require(taxonomy.classIndex(for: .listItem))
    #expect(near(region.classScores[list], 0.4, 1e-12))
    #expect(near(region.classScores.max() ?? 0, 0.6, 1e-12))
  }

  @Test func `the order of the input does not show`() throws {
    var random = SeededGenerator(seed: 11)
    func page(_ source: EstimateSource) -> [RegionEstimate] {
      (0..<15).map { id in
        estimate(
          id,
          Box(
            x: Double(id % 3) * 300 + random.uniform(0, 40),
            y: Double(id / 3) * 250 + random.uniform(0, 40), width: 250, height: 180),
          RegionRole.allCases[Int.random(in: 0..<6, using: &random)],
          score: random.uniform(0.2, 1), source: source)
      }
    }
    let teacher = page(.teacher)
    let text = page(.languageModel) + page(.textRules)
    let result = try fuse(teacher, text)
    #expect(result.statistics.matched > 5)
    for _ in 0..<20 {
      let again = try fuse(
        teacher.shuffled(using: &random), text.shuffled(using: &random))
      #expect(again.regions == result.regions)
    }
  }

  @Test func `parents are carried over`() throws {
    let caption = Box(x1: 100, y1: 420, x2: 500, y2: 440)
    let result = try fuse(
      [estimate(0, paragraph), estimate(1, caption)],
      [
        estimate(4, paragraph, source: .languageModel),
        estimate(5, caption, source: .languageModel, parent: 4),
      ])
    let child = try #require(result.regions.first { $0.box.y1 == 420 })
    let parent = try #require(result.regions.first { $0.box.y1 == 200 })
    #expect(child.parent == parent.id)
    #expect(parent.parent == nil)
  }

  @Test func `an empty page is an empty page`() throws {
    let result = try fuse([], [])
    #expect(result.regions.isEmpty && result.dropped.isEmpty)
    #expect(result.statistics == FusionStatistics())
  }

  /// Settings with one mistake each.
  static let mistakes: [(String, FusionSettings)] = {
    var list: [(String, FusionSettings)] = []
    func add(_ name: String, _ change: (inout FusionSettings) -> Void) {
      var settings = FusionSettings.trusting
      change(&settings)
      list.append((name, settings))
    }
    add("boxes.correlation") { $0.boxes.correlation = 1 }
    add("classes.prior") { $0.classes.prior = [0.5, 0.5] }
    add("classes.unnamedShare") { $0.classes.unnamedShare = 1.5 }
    add("variances.maps.text_rules.caption") {
      $0.variances.maps.textRules[.caption].x1 = .scaled(0)
    }
    add("scores.temperatures.llm") { $0.scores.temperatures.languageModel = -1 }
    return list
  }()

  @Test("settings out of range are named", arguments: mistakes)
  func settings(name: String, mistaken: FusionSettings) {
    #expect {
      try PageFusion(taxonomy: taxonomy, settings: mistaken)
        .fuse(teacher: [], text: [], bounds: bounds)
    } throws: { error in
      guard case FusionError.invalidSetting(let found, _) = error else { return false }
      return found == name
    }
  }

  @Test func `settings encode the same way every time and come back`() throws {
    var settings = FusionSettings.trusting
    for role in RegionRole.allCases { settings.decisions.acceptance[role] = 0.7 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(settings)
    #expect(try JSONDecoder().decode(FusionSettings.self, from: data) == settings)
    for _ in 0..<5 {
      var again = FusionSettings.trusting
      for role in RegionRole.allCases.shuffled() { again.decisions.acceptance[role] = 0.7 }
      #expect(try encoder.encode(again) == data)
    }
  }
}
