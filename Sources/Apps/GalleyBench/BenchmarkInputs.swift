import Detection
import Foundation
import Installation

/// Files and programs that the benchmarks of labelling use.
struct BenchmarkInputs {
  let folder: URL
  let galley: String
  let teacher: String
  let python: String
  let card: ModelCard
  let model: URL
  let cores = ProcessInfo.processInfo.activeProcessorCount
  /// Born-digital PDFs with a text layer that can be trusted.
  let documents: [String]
  /// The documents' pages as PNG files, 150 dpi, three times each.
  let images: [String]

  /// Uses the checkout's fixtures; run it from the root of the checkout.
  init(folder: URL, galley: String, teacher: String) throws {
    let installation = Installation.find()
    guard let python = installation.python else {
      throw BenchmarkError.missing("the runtime folder is missing: run 'make setup'")
    }
    guard FileManager.default.isExecutableFile(atPath: galley) else {
      throw BenchmarkError.missing("\(galley) is missing: run 'make build', or name it by --galley")
    }
    self.folder = folder
    self.galley = galley
    self.teacher = teacher
    self.python = python.path
    let (card, models) = try ModelCard.named(teacher, installation: installation)
    (self.card, model) = (card, models[0])
    documents = ["two-columns", "us-government-tables", "faa-handbook"].map {
      "Fixtures/pages/\($0).pdf"
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for copy in 0..<3 {
      for (index, document) in documents.enumerated() {
        let name = folder.appending(path: "\(copy)-\(index)").path
        _ = try MeasuredProcess.run(["pdftoppm", "-r", "150", "-png", document, name])
      }
    }
    images = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".png") }.sorted().map { folder.appending(path: $0).path }
  }

  /// Labels into a fresh project.
  func label(_ inputs: [String], _ options: [String]) throws -> MeasuredProcess {
    let project = folder.appending(path: "project-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: project) }
    return try MeasuredProcess.run(
      [galley, "label"] + inputs + ["--project", project.path] + options)
  }

  /// Copies of a document under other names, with at least so many pages in all.
  func copies(of document: String, pages: Int, each: Int) throws -> [String] {
    let target = folder.appending(path: "copies-\(pages)")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    return try (0..<(pages + each - 1) / each).map { index in
      let file = target.appending(path: "\(index).pdf")
      if !FileManager.default.fileExists(atPath: file.path) {
        try FileManager.default.copyItem(at: URL(fileURLWithPath: document), to: file)
      }
      return file.path
    }
  }
}
