import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A calibration from labelled pages")
struct CalibrationFitTests {
  /// Pages of which the sources state wrong variances, and text hulls are tight.
  func pages(
    seed: UInt64, documents: Int = 20, perDocument: Int = 6, teacherFactor: Double = 1
  ) -> [CalibrationPage] {
    var random = SeededGenerator(seed: seed)
    return (0..<documents * perDocument).map { number in
      var page = CalibrationPage(
        document: "\(number % documents)", bounds: bounds, truth: [], estimates: [])
      for index in 0..<10 {
        let role: RegionRole = index == 0 ? .title : index < 8 ? .text : .caption
        let box = Box(x: 100, y: 50 + 130 * Double(index), width: 700, height: 80)
        page.truth.append(
          TrueRegion(box: box, classIndex: Taxonomy.doclaynet.classIndex(for: role) ?? 0))
        let deviation = random.uniform(1, 6)
        var seen = box
        var read = box
        for edge in BoxCoordinate.allCases {
          seen[edge] += random.normal(deviation)
          read[edge] += random.normal(2)
        }
        // A line too many, now and then.
        if random.chance(0.04) { read.y2 += 20 }
        read.x2 -= 5.6
        page.estimates.append(
          estimate(
            index, seen, role, score: 0.8,
            variance: BoxVariance(uniform: deviation * deviation * teacherFactor)))
        page.estimates.append(
          estimate(
            index, read, role, score: 0.8, variance: BoxVariance(uniform: 400), source: .textRules))
      }
      page.estimates.append(
        estimate(90, Box(x: 850, y: 50, width: 50, height: 50), score: 0.8))
      return page
    }
  }

  func fit(_ pages: [CalibrationPage], mode: VarianceMode = .calibrated) -> CalibrationFit {
    CalibrationFit(pages, taxonomy: .doclaynet, mode: mode)
  }

  func calibration(_ fit: CalibrationFit) -> FusionCalibration {
    fit.calibration(truth: "truth.json", truthHash: "0", taxonomy: "doclaynet")
  }

  @Test func `finds bias, spread and what is gross`() throws {
    let fitted = calibration(fit(pages(seed: 1)))
    #expect(fitted.provenance.pages == 120 && fitted.provenance.documents == 20)
    #expect(fitted.sources.map(\.source) == [.teacher, .textRules])
    let text = fitted.sources[1]
    // 5.6 px of 1400 are four thousandths.
    #expect(near(text.bias.standard.x2, -4, 0.1) && near(text.bias.standard.x1, 0, 0.1))
    #expect(near(text.maps[.text].y2(400 / 1.96), 4 / 1.96, 0.4))
    #expect(near(text.gross, 0.01, 0.005))
    #expect(text.pairs == ["text": 840, "title": 120, "caption": 240])
    let teacher = fitted.sources[0]
    #expect(near(teacher.unmatched, 1.0 / 11, 1e-9) && text.unmatched == 0)
    #expect(
      teacher.maps.roles.keys.sorted { $0.rawValue < $1.rawValue } == [.caption, .text, .title])
  }

  @Test func `a role with few pairs takes the map of all`() throws {
    let some = calibration(fit(pages(seed: 2, documents: 3, perDocument: 6)))
    let teacher = try #require(some.sources.first)
    #expect(teacher.pairs["title"] == 18)
    #expect(teacher.maps.roles[.title] == nil && teacher.maps.roles[.text] != nil)
    #expect(calibration(fit(pages(seed: 3, documents: 1, perDocument: 1))).sources.isEmpty)
  }

  @Test func `holds on documents that it was not fitted on`() throws {
    let fit = fit(pages(seed: 4, teacherFactor: 0.25))
    let teacher = try #require(fit.report(on: .teacher))
    #expect(teacher.usual.before.normalisedError > 0.5)
    #expect(teacher.usual.after.normalisedError < 0.1)
    #expect(
      teacher.usual.after.negativeLogLikelihood < teacher.usual.before.negativeLogLikelihood)
    let text = try #require(fit.report(on: .textRules))
    #expect(text.usual.after.normalisedError < 0.15 && text.usual.before.normalisedError > 0.5)
    #expect(text.all.after.count == 4800 && text.usual.after.count < 4800)
    #expect(fit.report(on: .languageModel) == nil)
    #expect(self.fit(pages(seed: 5, documents: 1)).report(on: .teacher) == nil)
  }

  @Test func `makes the surer source win where the stated variances do not`() throws {
    let calibrated = calibration(fit(pages(seed: 6, teacherFactor: 0.01)))
    let held = pages(seed: 7, teacherFactor: 0.01)
    func error(_ settings: FusionSettings) throws -> Double {
      let fusion = PageFusion(taxonomy: .doclaynet, settings: settings)
      var (sum, count) = (0.0, 0.0)
      for page in held {
        let result = try fusion.fuse(
          teacher: page.estimates.filter { $0.source == .teacher },
          text: page.estimates.filter { $0.source == .textRules }, bounds: page.bounds)
        for truth in page.truth {
          let overlap = result.regions.map { $0.box.intersectionOverUnion(truth.box) }.max() ?? 0
          sum += 1 - overlap
          count += 1
        }
      }
      return sum / count
    }
    #expect(try error(calibrated.applied(to: FusionSettings())) < 0.8 * error(FusionSettings()))
  }

  @Test func `scaled mode brings the paper's numbers to the page's units`() throws {
    let scaled = calibration(fit(pages(seed: 8), mode: .scaled))
    let settings = scaled.applied(to: FusionSettings())
    #expect(settings.variances.mode == .scaled)
    let teacher = settings.variances.applied(
      to: estimate(0, Box(x: 100, y: 100, width: 400, height: 80), score: 0.8), role: .text,
      bounds: bounds)
    // The mean square of deviations of 1...6 px, less what counts as gross.
    #expect((10...15).contains(teacher.variance.mean))
  }

  @Test func `comes back from its file as it was`() async throws {
    let fitted = calibration(fit(pages(seed: 9)))
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "calibration.json")
      try fitted.write(to: file)
      #expect(try FusionCalibration(contentsOf: file) == fitted)
      for (text, part) in [
        ("{", "JSON"), (#"{"version":1}"#, "version 1"), (#"{"version":2}"#, "mode"),
      ] {
        try Data(text.utf8).write(to: file)
        #expect {
          try FusionCalibration(contentsOf: file)
        } throws: { "\($0)".contains("calibration.json") && "\($0)".contains(part) }
      }
    }
  }

  @Test func `of another detector or language model says nothing`() throws {
    let fitted = calibration(fit(pages(seed: 10)))
    try fitted.check(models: [.teacher: "test", .textRules: "test"], taxonomy: .doclaynet)
    #expect(throws: CalibrationError.otherModel(source: .teacher, fitted: "test", used: "other")) {
      try fitted.check(models: [.teacher: "other"], taxonomy: .doclaynet)
    }
    #expect(throws: CalibrationError.otherTaxonomy(fitted: "doclaynet", used: "publaynet")) {
      try fitted.check(models: [:], taxonomy: .publaynet)
    }
    // A source that takes no part may be of any model.
    try fitted.check(models: [:], taxonomy: .doclaynet)
  }
}
