import Foundation
import GalleyTesting
import Layout
import Testing
import Training

@Suite("Pages of a run")
struct TrainingPagesTests {
  func pages(_ data: DrawnDataset, _ settings: [String]) async throws -> TrainingPages {
    let file = data.folder.appending(path: "train.yaml")
    try Data("taxonomy: publaynet\ndata: {labelled: ., folds: 0}\n".utf8).write(to: file)
    return try await TrainingPages(
      TrainingConfiguration(contentsOf: file, settings: settings), taxonomy: .publaynet)
  }

  @Test func `keep documents apart, and few labels among those to learn from`() async throws {
    let data = try DrawnDataset(pages: 9)
    defer { data.remove() }
    let pages = try await pages(data, ["data.folds=3", "data.pages=4"])
    #expect(pages.training.count == 4 && pages.validation.count == 3)
    #expect(
      Set(pages.training.map(\.document)).isDisjoint(with: pages.validation.map(\.document)))
  }

  @Test func `of pseudo-labels are neither held out nor labelled by people`() async throws {
    let data = try DrawnDataset(pages: 9)
    defer { data.remove() }
    // The same files under other names, as another tool would list them.
    let other = data.folder.appending(path: "other.json")
    let text = try String(
      contentsOf: data.folder.appending(path: "annotations.json"), encoding: .utf8)
    try Data(text.replacing("document ", with: "other ").utf8).write(to: other)
    let pages = try await pages(
      data, ["data.folds=3", "data.pages=2", "data.pseudo=\(other.path)"])
    #expect(pages.training.count == 6 && pages.validation.count == 3)
    let files = pages.training.map { URL(fileURLWithPath: $0.image.file).lastPathComponent }
    #expect(Set(files).count == 6)
    #expect(
      Set(files).isDisjoint(
        with: pages.validation.map { URL(fileURLWithPath: $0.image.file).lastPathComponent }))
  }

  @Test func `that are measured on are not learnt from, and an error says so`() async throws {
    let data = try DrawnDataset(pages: 2)
    defer { data.remove() }
    let same = "data.validation=\(data.folder.path)"
    let error = await #expect(throws: TrainingError.self) { try await pages(data, [same]) }
    let message = try #require(error).description
    #expect(message.contains("no page to train on; pages of data.labelled that are measured on"))
  }

  @Test func `of a taxonomy with classes that none of them holds say so`() async throws {
    let data = try DrawnDataset(pages: 2)
    defer { data.remove() }
    let file = data.folder.appending(path: "train.yaml")
    try Data("taxonomy: doclaynet\ndata: {labelled: ., folds: 0}\n".utf8).write(to: file)
    let names = "title=Title, text=Text, list=List-item, table=Table, figure=Picture"
    let all = try await TrainingPages(
      TrainingConfiguration(contentsOf: file, settings: ["data.classes=[\(names)]"]),
      taxonomy: .doclaynet)
    #expect(
      all.notes.contains {
        $0.hasPrefix("no page to learn from holds Caption, Footnote, Formula, Page-footer")
      }, "\(all.notes)")
  }
}
