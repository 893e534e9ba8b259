import ArgumentParser
import Foundation
import Interchange
import LabelStore
import Layout

/// `GalleyBench audit`: how long a person waits in a large project, and what an export of it holds in
/// memory.
struct AuditBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Make a large project; measure the queue, the next box and the export.")

  @Option(help: "Pages of the project.")
  var pages = 100_000

  @Option(help: "Regions of a page.")
  var regions = 20

  @Option(help: "Folder of the project; made where it is missing, and kept.")
  var project: String

  func run() async throws {
    let folder = URL(fileURLWithPath: project)
    if !FileManager.default.fileExists(atPath: folder.path) {
      try await LargeProject(pages: pages, regions: regions).make(in: folder)
    }
    let clock = ContinuousClock()
    var start = clock.now
    let store = try LabelStore.open(project: folder, create: false)
    let first = try await store.queue(AuditFilter(), limit: 50)
    let counted = try await store.queueCount(AuditFilter(), upTo: 100_000)
    var figures = [
      Self.wait("queue opens", (clock.now - start) / .seconds(1), below: 1)
    ]
    print("\(first.count) regions of at least \(counted)")
    for (name, filter) in Self.filters {
      start = clock.now
      _ = try await store.queue(filter, limit: 50)
      _ = try await store.queueCount(filter, upTo: 100_000)
      figures.append(
        Self.wait("queue by \(name)", (clock.now - start) / .seconds(1), below: 1))
    }
    let taxonomy = try await store.taxonomy()
    var waits: [Double] = []
    for item in first {
      start = clock.now
      guard let key = try await store.page(token: item.page),
        let labels = try await store.labels(of: key)
      else { continue }
      let page = AuditedPage(
        labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
      _ = try await store.save(
        page.regions.filter { $0.key == item.key }.map {
          CorrectionEdit(key: $0.key, version: $0.version, status: .accepted)
        }, of: key, state: labels.fingerprint, by: "benchmark", at: "2026-01-01T00:00:00Z")
      waits.append((clock.now - start) / .seconds(1))
    }
    figures.append(Self.wait("next box, with a decision saved", waits.max() ?? .nan, below: 0.1))
    start = clock.now
    _ = try await store.auditStatistics()
    figures.append(Self.wait("statistics", (clock.now - start) / .seconds(1), below: 10))
    for figure in figures { print(figure.line) }
    try await export(store, taxonomy)
    if !figures.allSatisfy(\.isMet) { throw ExitCode(1) }
  }

  private static func wait(_ name: String, _ seconds: Double, below limit: Double) -> Comparison {
    Comparison(
      name: name, goal: .atMost(limit), ratios: [seconds], detail: "seconds that a person waits")
  }

  private static var filters: [(String, AuditFilter)] {
    func filter(_ change: (inout AuditFilter) -> Void) -> AuditFilter {
      var filter = AuditFilter()
      change(&filter)
      return filter
    }
    return [
      ("class", filter { $0.className = "Table" }), ("source", filter { $0.source = .textRules }),
      ("mark", filter { $0.flag = "class_flip" }),
      ("score", filter { $0.scores = 0.4...0.6 }),
      ("document", filter { $0.document = "document-00077" }),
      ("lot", filter { $0.order = .random }),
    ]
  }

  /// Streams a COCO export, and prints how memory grows from its first tenth to its end.
  private func export(_ store: LabelStore, _ taxonomy: Taxonomy) async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let exporter = try COCOExporter(taxonomy: taxonomy, options: COCOOptions(), output: file)
    let keys = try await store.pageKeys()
    var early = 0.0
    for (index, key) in keys.enumerated() {
      if index == keys.count / 10 { early = Double(OwnProcess.residentBytes) }
      guard let labels = try await store.labels(of: key) else { continue }
      try exporter.append(labels.labelledPage)
    }
    try exporter.finish()
    print(
      Comparison(
        name: "memory of an export", goal: .atMost(1.1),
        ratios: [Double(OwnProcess.residentBytes) / early],
        detail:
          "resident at the end (\(OwnProcess.residentBytes >> 20) MiB) over that after a tenth; "
          + "\(exporter.annotationCount) regions"
      ).line)
  }
}
