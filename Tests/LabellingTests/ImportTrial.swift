import Foundation
import GalleyTesting
import Interchange
import LabelStore
import Labelling
import Layout

/// A project with pages that were labelled, and files of other programs that come in.
struct ImportTrial {
  let folder: URL
  let store: LabelStore

  /// Runs a body with pages of these names and sizes, each with two accepted regions.
  static func with(
    _ pages: [(String, Int, Int)], _ body: (ImportTrial) async throws -> Void
  ) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try LabelStore.open(project: folder.appending(path: "p.galley"), create: true)
      try await store.adopt(.doclaynet)
      try await store.record(parameters: "{}", fingerprint: "f")
      for (name, width, height) in pages {
        let parts = name.split(separator: "#page=").map(String.init)
        let number = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        try await store.save(labels(parts[0], number, width, height))
      }
      try await body(ImportTrial(folder: folder, store: store))
    }
  }

  private static func labels(
    _ file: String, _ number: Int, _ width: Int, _ height: Int
  ) -> PageLabels {
    let regions = [0, 1].map { id in
      FusedRegion(
        id: id, box: Box(x: 20, y: 30 + 100 * Double(id), width: 200, height: 60),
        variance: BoxVariance(uniform: 4),
        classProbabilities: Taxonomy.doclaynet.classes.map { _ in 1 / 11 },
        score: 0.8, contributions: [], decision: .accepted, reason: "test")
    }
    return PageLabels(
      page: Page(file: file, fileHash: "", number: number, width: width, height: height, dpi: 75),
      text: PageText(words: [], origin: .none, reason: ""), teacher: [], proposals: [],
      fused: regions, classNames: Taxonomy.doclaynet.classes.map(\.name), fingerprint: "f",
      textFingerprint: "", teacherFingerprint: "", parameters: "f")
  }

  /// Saves one page more; its labels.
  func saved(_ path: String, _ width: Int, _ height: Int) async throws -> PageLabels? {
    try await store.save(Self.labels(path, 1, width, height))
    return try await store.labels(of: PageKey(path: path, number: 1))
  }

  /// Writes a file; its URL.
  func file(_ text: String, _ name: String = "file") throws -> URL {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// Imports a text.
  func take(
    _ text: String, _ format: CorrectionFormat, takesPredictions: Bool = false
  ) async throws -> CorrectionImport.Outcome {
    try await take([file(text)], format, takesPredictions: takesPredictions)
  }

  /// Imports files.
  func take(
    _ files: [URL], _ format: CorrectionFormat, takesPredictions: Bool = false
  ) async throws -> CorrectionImport.Outcome {
    try await CorrectionImport(
      store: store, overwrite: false, takesPredictions: takesPredictions
    ).run(files, format: format, by: "anna", at: "now")
  }

  /// What a refused import says.
  func refusal(_ text: String, _ format: CorrectionFormat) async throws -> String {
    do {
      _ = try await take(text, format)
      return ""
    } catch let error as InterchangeError {
      return error.description
    }
  }

  /// The regions that people accepted on a page.
  func accepted(_ path: String, _ number: Int = 1) async throws -> [Correction] {
    try await store.corrections(of: PageKey(path: path, number: number))
      .filter { $0.status == .accepted }
  }

  /// Whether a page counts as done.
  func isDone(_ path: String) async throws -> Bool {
    try await store.isDone(PageKey(path: path, number: 1))
  }
}
