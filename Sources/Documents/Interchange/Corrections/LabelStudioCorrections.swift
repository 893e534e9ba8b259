import Foundation
import JSONReading
import Layout

/// The pages of tasks that Label Studio exported as JSON.
///
/// Of a task's annotations the one marked as ground truth counts, or else the last that was not
/// cancelled; a task without annotations gives its last prediction.
struct LabelStudioCorrections {
  private struct Result {
    var place: String
    var results: [LabelStudioResult] = []
    var isCancelled = false
    var isGroundTruth = false
  }

  private(set) var pages: [ImportedPage] = []

  init(file: URL, classes: ImportClasses, limits: ImportLimits) throws(InterchangeError) {
    try JSONImport.read(file, limit: limits.jsonBytes) { cursor in
      guard cursor.peek() == UInt8(ascii: "[") else {
        throw ImportFault(reason: "is no list of tasks: export from Label Studio as JSON")
      }
      try cursor.records("", limit: limits.pages) { cursor, _ in
        pages.append(try Self.task(&cursor, classes, limits))
      }
    }
  }

  private static func task(
    _ cursor: inout JSONCursor, _ classes: ImportClasses, _ limits: ImportLimits
  ) throws -> ImportedPage {
    var data: LabelStudioData?
    var (annotations, predictions): ([Result], [Result]) = ([], [])
    try cursor.object { cursor, key in
      if key.spells("data") {
        data = try LabelStudioData(&cursor, limits)
      } else if key.spells("annotations") || key.spells("completions") {
        annotations = try results("annotations", &cursor, limits)
      } else if key.spells("predictions") {
        predictions = try results("predictions", &cursor, limits)
      } else {
        try cursor.skip()
      }
    }
    guard let data, let name = data.name else {
      throw ImportFault(reason: "has no data with the name of an image: export as JSON")
    }
    let valid = annotations.filter { !$0.isCancelled }
    let chosen = valid.last(where: \.isGroundTruth) ?? valid.last ?? predictions.last
    let regions = LabelStudioRegions(
      results: chosen?.results ?? [], classes: classes, limits: limits)
    do throws(ImportFault) {
      return try regions.page(name: name, width: data.width, height: data.height)
    } catch {
      let place = [chosen?.place, error.place].compactMap(\.self).joined(separator: ".")
      throw ImportFault(place: place, reason: error.reason)
    }
  }

  private static func results(
    _ name: String, _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [Result] {
    var all: [Result] = []
    try cursor.records(name, limit: 1000) { cursor, _ in
      // Lists of ids alone stand for annotations in some exports.
      guard cursor.peek() == UInt8(ascii: "{") else {
        throw ImportFault(reason: "is not an object with a result: export as JSON, not JSON-MIN")
      }
      var entry = Result(place: "\(name)[\(all.count)]")
      try cursor.object { cursor, key in
        if key.spells("result") {
          try cursor.records("result", limit: 4 * limits.regionsPerPage) { cursor, _ in
            entry.results.append(try LabelStudioResult(&cursor, limits))
          }
        } else if key.spells("was_cancelled"), "tfn".utf8.contains(cursor.peek()) {
          entry.isCancelled = try cursor.word() ?? false
        } else if key.spells("ground_truth"), "tfn".utf8.contains(cursor.peek()) {
          entry.isGroundTruth = try cursor.word() ?? false
        } else {
          try cursor.skip()
        }
      }
      all.append(entry)
    }
    return all
  }
}

/// Which image a task is about.
struct LabelStudioData {
  var name: String?
  var width = 0
  var height = 0

  init(_ cursor: inout JSONCursor, _ limits: ImportLimits) throws {
    var (own, image, other): (String?, String?, String?) = (nil, nil, nil)
    try cursor.object { cursor, key in
      if key.spells("width") {
        width = try cursor.count("width")
      } else if key.spells("height") {
        height = try cursor.count("height")
      } else if cursor.peek() == UInt8(ascii: "\"") {
        let text = try cursor.shortText("data", limit: limits.textBytes)
        if key.spells("galley_page") {
          own = text
        } else if key.spells("image") {
          image = text
        } else {
          other = other ?? text
        }
      } else {
        try cursor.skip()
      }
    }
    name = own ?? (image ?? other).map(Self.path)
  }

  /// Files that Label Studio reads from a disk are named `/data/local-files/?d=PATH`.
  private static func path(_ name: String) -> String {
    guard let query = name.range(of: "/local-files/?d=") else { return name }
    let path = String(name[query.upperBound...])
    return path.removingPercentEncoding ?? path
  }
}
