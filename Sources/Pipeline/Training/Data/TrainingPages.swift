import Foundation
import LabelStore
import Layout
import MethodSlots
import Settings
import TrainingData

/// The pages of a configuration: those to learn from and those to measure on.
public struct TrainingPages: Sendable {
  /// Pages to learn from, pseudo-labelled ones last.
  public private(set) var training: [TrainingPage]
  /// Pages to measure on; no document is among both.
  public private(set) var validation: [TrainingPage]
  /// What was left out, for people.
  public private(set) var notes: [String]

  /// Reads all sources and divides them.
  ///
  /// - Throws: `TrainingError`.
  public init(
    _ configuration: TrainingConfiguration, taxonomy: Taxonomy, plan: TrainingPlan? = nil
  ) async throws(TrainingError) {
    let data = configuration.data
    let classMap = try Self.classMap(data.classes)
    var notes: [String] = []
    func pages(_ paths: [String], _ key: String) async throws(TrainingError) -> [TrainingPage] {
      var all: [TrainingPage] = []
      for path in paths {
        guard FileManager.default.fileExists(atPath: path) else {
          throw .settings(.missingFile(key: key, path: path))
        }
        let set = try await Self.read(path, taxonomy: taxonomy, classMap: classMap)
        notes += Self.notes(on: set, path: path)
        all += set.pages
      }
      return all
    }
    var labelled = try await pages(data.labelled, "data.labelled")
    validation = try await pages(data.validation, "data.validation")
    let seed = UInt64(configuration.seed)
    if validation.isEmpty, data.folds > 1, !labelled.isEmpty {
      let split = try translating {
        try DocumentSplit.folds(data.folds, of: labelled.map(\.document), seed: seed)[data.fold]
      }
      validation = split.heldOut.map { labelled[$0] }
      labelled = split.training.map { labelled[$0] }
    }
    let held = HeldOut(validation, learning: labelled)
    let measured = Set(validation.map(\.place))
    let all = labelled.count
    labelled.removeAll { measured.contains($0.place) }
    if labelled.count < all {
      notes.append(
        "pages of data.labelled that are measured on are not learnt from: \(all - labelled.count)")
    }
    if let pages = data.pages {
      let few = try translating {
        try FewLabels(
          pages, from: Array(labelled.indices), documents: labelled.map(\.document),
          seed: seed)
      }
      labelled = few.labelled.map { labelled[$0] }
    }
    // People's labels come first.
    let known = Set(labelled.map(\.place))
    var pseudo = held.without(try await pages(data.pseudo, "data.pseudo"))
      .filter { !known.contains($0.place) }
    if let link = plan?.pageSelection.link {
      let (all, labelled) = (pseudo, labelled)
      pseudo = try await translating {
        try await link.value.chosen(from: all, beside: labelled, seed: seed)
      }
      notes.append("\(link.method) chose \(pseudo.count) of \(all.count) pseudo-labelled pages")
    }
    training = labelled + pseudo
    self.notes = notes
    let sources = (data.labelled + data.pseudo).joined(separator: ", ")
    guard !training.isEmpty else { throw .data(.noPages(source: sources, notes: notes)) }
    let learnt = training.reduce(into: Set<Int>()) { $0.formUnion($1.classes) }
    guard !learnt.isEmpty else { throw .data(.noBoxes(source: sources)) }
    let missing = taxonomy.classes.indices.filter { !learnt.contains($0) }
    if !missing.isEmpty {
      let names = missing.map { taxonomy.classes[$0].name }.joined(separator: ", ")
      self.notes.append(
        "no page to learn from holds \(names): the student learns to pass over such regions; label "
          + "some, or leave the class out of the taxonomy")
    }
  }

  /// The pages of a COCO file, of a folder with an `annotations.json`, or of a project.
  private static func read(
    _ path: String, taxonomy: Taxonomy, classMap: ClassMap
  ) async throws(TrainingError) -> TrainingSet {
    let url = URL(fileURLWithPath: path)
    return try await translating {
      if FileManager.default.fileExists(atPath: url.appending(path: "galley.sqlite").path) {
        let store = try LabelStore.open(project: url, create: false)
        return try await ProjectPages.read(store, taxonomy: taxonomy, classMap: classMap)
      }
      let inside = url.appending(path: "annotations.json")
      let isInside = FileManager.default.fileExists(atPath: inside.path)
      guard isInside || !url.hasDirectoryPath else {
        throw SettingsError.unreadable(
          file: path, reason: "the folder holds neither an annotations.json nor a project's labels")
      }
      let file = isInside ? inside : url
      return try COCOPages.read(file, taxonomy: taxonomy, classMap: classMap)
    }
  }

  private static func classMap(_ pairs: [String]) throws(TrainingError) -> ClassMap {
    var targets: [String: String?] = [:]
    for pair in pairs {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .settings(
          .badValue(
            key: "data.classes", value: "'\(pair)'",
            allowed: "name=class, or name= to leave a class out"))
      }
      targets[parts[0]] = .some(parts[1].isEmpty ? nil : parts[1])
    }
    return ClassMap(targets)
  }

  private static func notes(on set: TrainingSet, path: String) -> [String] {
    var notes: [String] = []
    if set.degenerateBoxes > 0 {
      notes.append("\(path): boxes without an area are left out: \(set.degenerateBoxes)")
    }
    if set.strayBoxes > 0 {
      notes.append(
        "\(path): boxes that lie mostly outside their page, or on none, are left out: "
          + "\(set.strayBoxes)")
    }
    if set.leftOutBoxes > 0 {
      notes.append("\(path): boxes of classes that are not trained: \(set.leftOutBoxes)")
    }
    if let first = set.skipped.first {
      notes.append("\(path): pages left out: \(set.skipped.count), the first for \(first.error)")
    }
    return notes
  }
}
