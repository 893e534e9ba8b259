import Foundation
import JSONReading
import Layout

/// The pages of tasks that Label Studio exported as JSON.
///
/// Of a task's annotations the one marked as ground truth counts, or else the last that was not
/// cancelled. A task without such says nothing of its pages, unless its last prediction is asked
/// for; drafts are passed over.
struct LabelStudioCorrections {
  private struct Entry {
    var place: String
    var results: [LabelStudioResult]?
    var faults = ImportFaults()
    var isCancelled = false
    var isGroundTruth = false
  }

  /// Keys that say of an annotation that nobody stands by it, in any version of Label Studio.
  private static let withdrawals: [StaticString] = [
    "was_cancelled", "skipped", "draft", "is_draft",
  ]

  private let classes: ImportClasses
  private let limits: ImportLimits
  private let takesPredictions: Bool

  init(_ classes: ImportClasses, _ limits: ImportLimits, _ takesPredictions: Bool) {
    self.classes = classes
    self.limits = limits
    self.takesPredictions = takesPredictions
  }

  func read(_ file: URL, into files: inout ImportedFiles) {
    var pages: [ImportedPage] = []
    JSONImport.read(file, limit: limits.jsonBytes, &files.findings) { cursor, faults in
      guard cursor.peek() == UInt8(ascii: "[") else {
        throw ImportFault(reason: "is no list of tasks: export from Label Studio as JSON")
      }
      try cursor.records("", limit: limits.pages, &faults) { cursor, number, faults in
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
        images = try LabelStudioImages(&cursor, limits)
      } else if key.spells("annotations") || key.spells("completions") {
        annotations += try entries("annotations", &cursor, isRead: true, &faults)
      } else if key.spells("predictions") {
        predictions = try entries("predictions", &cursor, isRead: takesPredictions, &faults)
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
    let isOpen = takesPredictions && !annotations.contains(where: \.isCancelled)
    let person = valid.last(where: \.isGroundTruth) ?? valid.last
    guard let chosen = person ?? (isOpen ? proposed : nil) else {
      return Self.undecided(defaultNames, as: predictions.isEmpty ? .silent : .predicted)
    }
    faults.add(chosen.faults)
    let regions = LabelStudioRegions(
      results: chosen.results ?? [], images: images, classes: classes, limits: limits)
    let known = faults.first.count
    let pages = regions.pages(&faults)
    faults.place(since: known, in: chosen.place)
    // An empty answer about several images does not say which of them it means.
    return pages.isEmpty ? Self.undecided(defaultNames, as: .silent) : pages
  }

  private static func undecided(
    _ names: [String], as standing: ImportedPage.Standing
  ) -> [ImportedPage] {
    names.map {
      var page = ImportedPage(name: $0, width: 0, height: 0)
      page.standing = standing
      return page
    }
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
      var entry = Entry(place: "\(name)[\(number)]")
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
    try cursor.records("result", limit: 4 * limits.regionsPerPage, &faults) { cursor, number, _ in
      results.append(try LabelStudioResult(&cursor, number, limits))
    }
    return results
  }
}
