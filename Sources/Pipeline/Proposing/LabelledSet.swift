import Foundation
import Interchange
import LabelStore
import Labelling
import Layout
import RegionProposals

/// A labelled set, whose pages a language model may be shown as examples: a COCO file with its
/// images beside it.
public struct LabelledSet: Sendable {
  /// Which document each page is of.
  public let documents: DocumentNames
  private let truth: COCOTruth

  /// Reads the labels; no page is opened.
  ///
  /// - Throws: `InterchangeError`.
  public init(_ file: String) throws(InterchangeError) {
    truth = try COCOTruth(contentsOf: URL(fileURLWithPath: file))
    path = file
    documents = DocumentNames(
      Dictionary(
        truth.entries.compactMap { page in page.document.map { (Self.place(of: page).file, $0) } },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The file as it was given.
  public let path: String
  /// Number of pages.
  public var count: Int { truth.entries.count }

  /// Reads the pages' words, where that has not been done, and puts the labels to them.
  ///
  /// What is read is kept in the folder `examples` of the project; pages that the project itself has
  /// read in the same way are taken from it.
  ///
  /// - Parameters:
  ///   - project: the project's folder.
  ///   - parameters: how pages are read.
  ///   - jobs: pages read at once.
  ///   - report: told of each page.
  /// - Throws: `LabelStoreError`; `InterchangeError.noMatchingClass` where no label is of the
  ///   taxonomy; `LabelledSetError` where no page can be read.
  public func read(
    into project: URL, _ parameters: LabellingParameters, jobs: Int,
    report: @escaping @Sendable (LabellingEvent) -> Void
  ) async throws -> [LabelledExample] {
    let taxonomy = parameters.taxonomy
    let labelled = try entries(of: taxonomy)
    let store = try LabelStore.open(project: project.appending(path: "examples"), create: true)
    let inputs = labelled.map(input)
    let hasPages = FileManager.default.fileExists(
      atPath: project.appending(path: "galley.sqlite").path)
    let known = hasPages ? try LabelStore.open(project: project, create: false) : nil
    let job = LabellingJob(
      parameters: parameters, store: store, alsoRead: known, teacher: nil,
      textSource: TextRulesSource(taxonomy: taxonomy), jobs: jobs)
    _ = try await job.run(InputExpansion(inputs) { [] }, report: report)
    var examples: [LabelledExample] = []
    for page in labelled {
      guard let read = try await store.labels(of: key(of: page)) else { continue }
      examples.append(example(page, read, taxonomy))
    }
    guard !examples.isEmpty else { throw LabelledSetError.noPages(set: path, example: inputs[0]) }
    return examples
  }

  /// The labelled pages as `galley label` takes them.
  ///
  /// - Throws: `InterchangeError.noMatchingClass` where no label is of the taxonomy.
  public func inputs(of taxonomy: Taxonomy) throws(InterchangeError) -> [String] {
    try entries(of: taxonomy).map(input)
  }

  /// The pages with a region of the taxonomy's classes.
  private func entries(of taxonomy: Taxonomy) throws(InterchangeError) -> [COCOTruth.Entry] {
    let labelled = truth.entries.filter {
      truth.boxes(on: $0.image, drawn: $0.image.bounds, taxonomy: taxonomy)
        .contains { !$0.isCrowd }
    }
    guard !labelled.isEmpty else {
      throw .noMatchingClass(truth: path, taxonomy: taxonomy.name)
    }
    return labelled
  }

  private func input(_ page: COCOTruth.Entry) -> String {
    let place = Self.place(of: page)
    return place.isNumbered ? "\(key(of: page).path):\(place.number)" : key(of: page).path
  }

  private func example(
    _ page: COCOTruth.Entry, _ read: PageLabels, _ taxonomy: Taxonomy
  ) -> LabelledExample {
    let turn = read.page.turn
    let text = turn(read.text)
    let boxes = truth.boxes(on: page.image, drawn: read.page.bounds, taxonomy: taxonomy)
    return LabelledExample(
      name: DocumentNames.baseName(page.name),
      document: page.document ?? documents.document(of: read.page.file), page: read.page,
      rows: RowBuilder.rows(of: text, bounds: turn.turnedBounds), words: text.words,
      regions: boxes.filter { !$0.isCrowd }.map {
        .init(box: turn($0.box), classIndex: $0.classIndex)
      })
  }

  /// The page's place in a project: paths are spelt as the set's own is.
  private func key(of page: COCOTruth.Entry) -> PageKey {
    let place = Self.place(of: page)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return PageKey(
      path: place.file.hasPrefix("/") ? place.file : folder + place.file, number: place.number)
  }

  private static func place(
    of page: COCOTruth.Entry
  ) -> (file: String, number: Int, isNumbered: Bool) {
    guard let mark = page.name.range(of: "#page=", options: .backwards),
      let number = Int(page.name[mark.upperBound...])
    else { return (page.name, 1, false) }
    return (String(page.name[..<mark.lowerBound]), number, true)
  }
}

/// Why a labelled set gives no examples.
public enum LabelledSetError: Error, Equatable, CustomStringConvertible {
  case noPages(set: String, example: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .noPages(let set, let example):
      "'\(set)': none of its pages can be read (such as \(example)): put the images where the file "
        + "names them, relative to its own folder"
    }
  }
}
