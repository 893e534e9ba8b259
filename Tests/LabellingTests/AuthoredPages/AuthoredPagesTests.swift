import Detection
import Foundation
import GalleyTesting
import Installation
import LabelStore
import Labelling
import Layout
import PageImages
import RegionProposals
import Testing

/// What looks alike and reads differently: list and text, heading and text, caption and text.
///
/// To such places Shihab and others (2025, arXiv 2511.08903) attribute the worth of a language model.
@Suite("Forty authored pages")
struct AuthoredPagesTests {
  /// The pages as files of a project, with their truth.
  private struct Authored {
    let project: TrialProject
    let pages: [AuthoredPage]
    let truth: [String: [AuthoredTruth]]
    let files: [String]

    init(_ project: TrialProject) async throws {
      self.project = project
      pages = try AuthoredPage.all()
      var truth: [String: [AuthoredTruth]] = [:]
      var files: [String] = []
      for page in pages {
        let setting = try PageSetting(page)
        let file = try project.add("\(page.name).pdf", setting.pdf.data)
        let image = try await PageSource.open(file).render(page: 1, dpi: Self.dpi).image
        truth[page.name] = AuthoredTruth.regions(of: page, set: setting, on: image)
        files.append(file)
      }
      (self.truth, self.files) = (truth, files)
      // For who adds pages and wants to see them, and their prompts.
      if let folder = ProcessInfo.processInfo.environment["GALLEY_AUTHORED_PAGES"] {
        for file in files.map(URL.init(fileURLWithPath:)) {
          try Data(contentsOf: file).write(
            to: URL(fileURLWithPath: folder).appending(path: file.lastPathComponent))
        }
      }
    }

    private static let dpi = 150.0

    /// Labels all pages by OCR, and gives their labels in order.
    func label(by teacher: Teacher, and text: any TextSource, named: String) async throws
      -> [PageLabels]
    {
      let trial = try await project.label(
        files, text: text, teacher: teacher, jobs: 2, waiting: 2
      ) {
        $0.dpi = Self.dpi
        $0.languages = ["eng"]
        $0.textRecognition = .always
        $0.textRules = named
      }
      try #require(trial.failures == [])
      var labels: [PageLabels] = []
      for file in files {
        let key = PageKey(path: file, number: 1)
        labels.append(try #require(try await project.store.labels(of: key)))
      }
      return labels
    }

    func accuracy(
      _ labels: [PageLabels], _ seen: (PageLabels) -> [ClassAccuracy.Seen]
    ) -> ClassAccuracy {
      zip(pages, labels).reduce(into: ClassAccuracy()) { accuracy, pair in
        accuracy.add(
          seen(pair.1), truth: truth[pair.0.name] ?? [], of: pair.0, taxonomy: .doclaynet)
      }
    }
  }

  @Test("Cover the three confusions, on pages of some ten to twenty-five lines")
  func pages() throws {
    let pages = try AuthoredPage.all()
    #expect(pages.count == 40 && Set(pages.map(\.name)).count == 40)
    for confusion in AuthoredPage.Confusion.allCases {
      #expect(pages.count { $0.confusion == confusion } >= 12)
    }
    for page in pages {
      let lines = page.regions.reduce(0) { $0 + $1.lines.count }
      #expect((10...25).contains(lines), "\(page.name) has \(lines)")
    }
  }

  @Test("Fusion with a strong model's recorded answers beats rules, and rules beat the teacher")
  func order() async throws {
    let answers = try RecordedAnswers()
    try await TrialProject.with { project in
      let authored = try await Authored(project)
      let model = try RecordedModel(answers, cache: project.folder.appending(path: "answers"))
      for name in ModelCard.builtIn {
        let teacher = try Teacher(
          name, taxonomy: .doclaynet, installation: .find(), workers: 2,
          augmentation: AugmentationPlan())
        let alone = try await authored.label(by: teacher, and: NoText(), named: "none")
        for (page, labels) in zip(authored.pages, alone) {
          // The answers were given before a second look was taken, and hold all the same.
          let text = labels.text.firstLook ?? labels.text
          let rows = RowBuilder.rows(of: text, bounds: labels.page.bounds)
          if let fault = answers.fault(page.name, rows) { Issue.record("\(fault)") }
          let found = authored.truth[page.name]?.count
          #expect(found == page.regions.count, "\(page.name): every region has ink")
          expectTeacherAsItIs(labels, page.name)
        }
        let ruled = try await authored.label(
          by: teacher, and: TextRulesSource(taxonomy: .doclaynet), named: "rules")
        let read = try await authored.label(by: teacher, and: model, named: "model")

        let teacherAlone = authored.accuracy(alone) { $0.teacher.map(ClassAccuracy.Seen.init) }
        let withNothing = authored.accuracy(alone) { $0.fused.map(ClassAccuracy.Seen.init) }
        let withRules = authored.accuracy(ruled) { $0.fused.map(ClassAccuracy.Seen.init) }
        let withModel = authored.accuracy(read) { $0.fused.map(ClassAccuracy.Seen.init) }
        #expect(withNothing.faults == teacherAlone.faults)
        #expect(withModel.share > withRules.share, "\(name): \(withModel.faults)")
        #expect(withModel.share > teacherAlone.share, "\(name): \(withModel.faults)")
        #expect(withRules.share > teacherAlone.share, "\(name): \(withRules.faults)")
        let rulesAlone = authored.accuracy(ruled) { $0.proposals.map(ClassAccuracy.Seen.init) }
        let modelAlone = authored.accuracy(read) {
          $0.proposals.ofLeadingTextSource.map(ClassAccuracy.Seen.init)
        }
        for (source, accuracy) in [
          ("alone", teacherAlone), ("and rules", withRules), ("and model", withModel),
          ("not asked, rules alone", rulesAlone), ("not asked, model alone", modelAlone),
        ] {
          print("\(name) \(source): \(accuracy)")
        }
      }
    }
  }

  /// Without a text source fusion gives the teacher's boxes, classes and scores, each place once.
  private func expectTeacherAsItIs(_ labels: PageLabels, _ name: String) {
    let estimates = Dictionary(uniqueKeysWithValues: labels.teacher.map { ($0.id, $0) })
    let used = labels.fused.flatMap(\.contributions).map(\.estimate)
    #expect(used.sorted() == estimates.keys.sorted(), "\(name): each estimate goes in once")
    for region in labels.fused {
      // The surest estimate of a place comes first; the others are the place's further classes.
      guard let best = region.contributions.first.flatMap({ estimates[$0.estimate] }) else {
        Issue.record("\(name): region \(region.id) comes from nowhere")
        continue
      }
      #expect(region.box == best.box && region.variance == best.variance, "\(name)")
      #expect(region.classIndex == best.classIndex, "\(name)")
      #expect(near(region.score, best.score, 1e-9), "\(name)")
      if region.contributions.count == 1 {
        #expect(region.classProbabilities == best.classProbabilities, "\(name)")
      }
    }
  }
}
