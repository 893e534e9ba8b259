import Foundation

/// How many points a unit of each page stands for, where a PDF says so: poppler passes over it.
struct UserUnits {
  /// By page, from 1; a page that says nothing is not there.
  var values: [Int: Double] = [:]
  /// Why they cannot be told.
  var warnings: [String] = []

  /// Reads a file's units by qpdf, if the file may state any.
  ///
  /// - Throws: `PageImagesError.tool` when qpdf is not installed.
  static func of(
    _ path: String, pageCount: Int, isEncrypted: Bool, password: String?, limits: ProcessLimits
  ) async throws(PageImagesError) -> UserUnits {
    guard PDFNameSearch.mayHold("/UserUnit", in: path, isEncrypted: isEncrypted) else {
      return UserUnits()
    }
    let structure: PDFStructure
    do {
      structure = try await PDFStructure.read(
        path, pageCount: pageCount, password: password, limits: limits)
    } catch {
      switch error {
      case .tool(.notInstalled): throw error
      case .damaged(_, let reason): return UserUnits(warnings: [note(reason)])
      default: return UserUnits(warnings: [note("\(error)")])
      }
    }
    var units = UserUnits()
    for (index, page) in structure.pages.enumerated() {
      guard let unit = page["/UserUnit"] else { continue }
      // What is no number is told with the file.
      units.values[index + 1] = (structure.resolved(unit) as? NSNumber)?.doubleValue ?? .nan
    }
    return units
  }

  private static func note(_ reason: String) -> String {
    "the unit of its pages cannot be told, points are assumed: \(reason)"
  }
}
