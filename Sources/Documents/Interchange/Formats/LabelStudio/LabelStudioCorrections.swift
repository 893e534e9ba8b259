import Foundation
import JSONReading
import Layout

/// The pages of tasks that Label Studio exported as JSON.
///
/// Of a task's annotations that were not cancelled the one marked as ground truth counts, or else
/// the newest. A task without such says nothing of its pages, unless its last prediction is asked
/// for; drafts are passed over.
struct LabelStudioCorrections {
  private struct Entry {
    var place: String
    /// Its place in the list.
    var number: Int
    var id = 0
    var made: String?
    var changed: String?
    var results: [LabelStudioResult]?
    var faults = ImportFaults()
    var isCancelled = false
    var isGroundTruth = false

    /// Whether it is older than another one of its task; all times of an export are of one zone.
    func isOlder(than other: Entry) -> Bool {
      func age(_ entry: Entry) -> (String, Int, Int) {
        let time = (entry.changed ?? entry.made ?? "").prefix { !"Z+".contains($0) }
        return (String(time), entry.id, entry.number)
      }
      return age(self) < age(other)
    }
  }

  /// Keys that say of an annotation that nobody stands by it, in any version of Label Studio.
  private static let withdrawals: [StaticString] = [
    "was_cancelled", "skipped", "draft", "is_draft",
  ]

  let rules: ImportRules

  func read(_ file: URL, into files: inout ImportedFiles) {
    var pages: [ImportedPage] = []
    JSONImport.read(file, limit: rules.limits.jsonBytes, &files.findings) { cursor, faults in
      guard cursor.peek() == UInt8(ascii: "[") else {
        throw ImportFault(reason: "is no list of tasks: export from Label Studio as JSON")
      }
      try cursor.records("", limit: rules.limits.pages, &faults) { cursor, number, faults in
        for var page in try task(&cursor, &faults) {
          page.origin = (file.path, "[\(number)]")
          pages.append(page)
        }
      }
    }
    files.pages += pages
  }

  private func task(
    _ cursor: inout JSONCursor, _ faults: inout ImportFaults
  ) throws -> [ImportedPage] {
    var images: LabelStudioImages?
    var (annotations, predictions): ([Entry], [Entry]) = ([], [])
    try cursor.object { cursor, key in
      if key.spells("data") {
        images = try LabelStudioImages(&cursor, rules.limits)
      } else if key.spells("annotations") || key.spells("completions") {
        annotations += try entries("annotations", &cursor, isRead: true, &faults)
      } else if key.spells("predictions") {
        predictions = try entries("predictions", &cursor, isRead: rules.takesPredictions, &faults)
      } else {
        try cursor.skip()
      }
    }
    guard let images, let defaultNames = images.defaultNames else {
      throw ImportFault(reason: "has no data with the name of an image: export as JSON")
    }
    let valid = annotations.filter { !$0.isCancelled && $0.results != nil }
    let proposed = predictions.last { $0.results != nil }
    // Who skipped a task did not mean its prediction.
    let isOpen = rules.takesPredictions && !annotations.contains(where: \.isCancelled)
    let marked = valid.filter(\.isGroundTruth)
    let person = (marked.isEmpty ? valid : marked).max { $0.isOlder(than: $1) }
    guard let chosen = person ?? (isOpen ? proposed : nil) else {
      return Self.undecided(defaultNames, as: predictions.isEmpty ? .silent : .predicted)
    }
    faults.add(chosen.faults)
    let regions = LabelStudioRegions(
      results: chosen.results ?? [], images: images, rules: rules)
    let known = faults.first.count
    var pages = regions.pages(&faults)
    faults.place(since: known, in: chosen.place)
    // An empty answer about several images does not say which of them it means.
    guard !pages.isEmpty else { return Self.undecided(defaultNames, as: .silent) }
    if valid.count > 1 { pages[0].remarks.contestedTasks = 1 }
    return pages
  }

  private static func undecided(
    _ names: [String], as standing: ImportedPage.Standing
  ) -> [ImportedPage] {
    names.map { ImportedPage(name: $0, width: 0, height: 0).undecided(standing) }
  }

  /// Reads annotations or predictions; those that are not asked for are only counted.
  private func entries(
    _ name: String, _ cursor: inout JSONCursor, isRead: Bool, _ faults: inout ImportFaults
  ) throws -> [Entry] {
    var all: [Entry] = []
    guard cursor.peek() != UInt8(ascii: "n") else {
      try cursor.skip()
      return all
    }
    try cursor.records(name, limit: 1000, &faults) { cursor, number, _ in
      var entry = Entry(place: "\(name)[\(number)]", number: number)
      guard isRead else {
        all.append(entry)
        return try cursor.skip()
      }
      // Lists of ids alone stand for annotations in some exports.
      guard cursor.peek() == UInt8(ascii: "{") else {
        throw ImportFault(reason: "is not an object with a result: export as JSON, not JSON-MIN")
      }
      try cursor.object { cursor, key in
        let isWord = "tf".utf8.contains(cursor.peek())
        if key.spells("result"), cursor.peek() == UInt8(ascii: "[") {
          entry.results = try results(&cursor, &entry.faults)
        } else if isWord, Self.withdrawals.contains(where: key.spells) {
          if try cursor.word() == true { entry.isCancelled = true }
        } else if isWord, key.spells("ground_truth") {
          entry.isGroundTruth = try cursor.word() ?? false
        } else if key.spells("id"), (48...57).contains(cursor.peek()) {
          entry.id = try cursor.integer() ?? 0
        } else if key.spells("created_at") {
          entry.made = try cursor.textIfAny()
        } else if key.spells("updated_at") {
          entry.changed = try cursor.textIfAny()
        } else {
          try cursor.skip()
        }
      }
      entry.faults.place(since: 0, in: entry.place)
      all.append(entry)
    }
    return all
  }

  private func results(
    _ cursor: inout JSONCursor, _ faults: inout ImportFaults
  ) throws -> [LabelStudioResult] {
    var results: [LabelStudioResult] = []
    try cursor.records("result", limit: 4 * rules.limits.regionsPerPage, &faults) {
      cursor, number, _ in
      results.append(try LabelStudioResult(&cursor, number, rules.limits))
    }
    return results
  }
}
