import Detection
import Foundation
import GalleyTesting
import Installation
import Layout
import PageImages
import Student
import Testing
import Training

@Suite("Prediction of pages", .serialized)
struct PagePredictionTests {
  /// A student of a few steps on drawn pages, and those pages.
  func withStudent(_ body: (_ folder: URL, _ model: String) async throws -> Void) async throws {
    let data = try DrawnDataset(pages: 3)
    defer { data.remove() }
    let file = data.folder.appending(path: "train.yaml")
    try Data(
      "taxonomy: publaynet\nsteps: 3\nbatch: 2\ninput: 128\nthreads: 1\ndata: {labelled: ., folds: 0}\n"
        .utf8
    ).write(to: file)
    let folder = RunFolder(data.folder.appending(path: "run").path)
    _ = try await TrainingRun(
      TrainingConfiguration(contentsOf: file, settings: []), taxonomy: .publaynet, folder: folder,
      report: { _ in }
    ).run()
    try await body(data.folder, folder.path)
  }

  /// A page of stripes.
  func write(width: Int, height: Int, to file: URL) throws {
    var data = Data("P5\n\(width) \(height)\n255\n".utf8)
    for y in 0..<height { data.append(Data(repeating: y % 16 < 5 ? 20 : 240, count: width)) }
    try data.write(to: file)
  }

  func predict(
    _ files: [String], _ model: String, _ installation: Installation, votes: Bool = false
  ) async throws -> [PagePrediction.Outcome] {
    var settings = DecodingSettings()
    settings.minimumScore = 0.001
    // A student that has learnt nothing scores all alike: which of two it keeps would be chance.
    (settings.overlap, settings.votes, settings.mostPerPage) = (1, votes, 10_000)
    let predicting = try PagePrediction(
      model: model, settings: settings, dpi: 150, threads: 2, installation: installation)
    var outcomes: [PagePrediction.Outcome] = []
    for await outcome in predicting.pages(of: files) { outcomes.append(outcome) }
    return outcomes
  }

  @Test func `compiled for each shape of page, a student sees what it sees in libtorch`()
    async throws
  {
    try await withStudent { folder, model in
      var files = (0..<3).map { folder.appending(path: "images/page\($0).pgm").path }
      for (index, (width, height)) in [(90, 128), (128, 60), (200, 33)].enumerated() {
        let file = folder.appending(path: "shape\(index).pgm")
        try write(width: width, height: height, to: file)
        files.append(file.path)
      }
      let compiled = try await predict(files, model, .find())
      let eager = try await predict(files, model, Installation(folder: nil))
      #expect(compiled.map(\.file) == Array(files.indices))
      for (one, other) in zip(compiled, eager) {
        let (one, other) = (try one.page.get().teacher, try other.page.get().teacher)
        #expect(one.count == other.count && !one.isEmpty)
        // Nearly equal scores may change places.
        for region in one.prefix(50) {
          #expect(
            other.contains { twin in
              abs(region.score - twin.score) < 1e-5 && region.classIndex == twin.classIndex
                && BoxCoordinate.allCases.allSatisfy { abs(region.box[$0] - twin.box[$0]) < 0.01 }
            })
        }
      }
    }
  }

  @Test(
    "as a teacher, a student sees upright and lying pages in their own shape",
    arguments: [(96, 128), (128, 96), (128, 128)])
  func teacher(width: Int, height: Int) async throws {
    try await withStudent { folder, model in
      let page = folder.appending(path: "page.pgm")
      try write(width: width, height: height, to: page)
      // Keeps all boxes, as `predict` above does.
      let card = try String(contentsOfFile: model + "/teacher.yaml", encoding: .utf8)
        .replacing("score_floor: 0.01", with: "score_floor: 0.001")
        .replacing("nms_overlap: 0.6", with: "nms_overlap: 1")
        .replacing("maximum_detections: 100", with: "maximum_detections: 10000")
      let file = folder.appending(path: "run/all.yaml")
      try Data(card.utf8).write(to: file)
      let teacher = try Teacher(
        file.path, taxonomy: .publaynet, installation: .find(), workers: 1, augmentation: .off)
      let image = try await PageSource.open(page.path).render(page: 1, dpi: 150).image
      let taught = try teacher.makeWorker().detect(image)
      let seen = try await predict([page.path], model, .find(), votes: true)[0].page.get().teacher
      let sources = Set((taught + seen).map(\.source))
      #expect(sources == [.student])
      let list = try #require(Taxonomy.publaynet.classIndex(named: "list"))
      for region in seen.filter({ $0.classIndex != list }).prefix(50) {
        #expect(
          taught.contains { twin in
            abs(region.score - twin.score) < 1e-5 && region.classIndex == twin.classIndex
              && BoxCoordinate.allCases.allSatisfy { abs(region.box[$0] - twin.box[$0]) < 0.01 }
          })
      }
    }
  }

  @Test func `files come out in order, those that fail among them`() async throws {
    try await withStudent { folder, model in
      let pages = (0..<3).map { folder.appending(path: "images/page\($0).pgm").path }
      let broken = folder.appending(path: "broken.pgm").path
      try Data("P5\n12".utf8).write(to: URL(fileURLWithPath: broken))
      let files = [pages[0], folder.path + "/gone.png", pages[1], broken, pages[2]]
      let outcomes = try await predict(files, model, .find())
      #expect(outcomes.map(\.file) == [0, 1, 2, 3, 4])
      let failed = outcomes.filter { (try? $0.page.get()) == nil }.map(\.file)
      #expect(failed == [1, 3])
    }
  }
}
