import Foundation

/// How many points a unit of each page stands for, where a PDF says so: poppler passes over it.
struct UserUnits {
  /// By page, from 1; a page that says nothing is not there.
  var values: [Int: Double] = [:]
  /// Why they cannot be told.
  var warnings: [String] = []

  /// Most bytes of the file's structure as qpdf writes it.
  private static let structureBytes = 128 << 20

  /// Reads a file's units by qpdf, if the file may state any.
  ///
  /// - Throws: `PageImagesError.tool` when qpdf is not installed.
  static func of(
    _ path: String, pageCount: Int, isEncrypted: Bool, password: String?, limits: ProcessLimits
  ) async throws(PageImagesError) -> UserUnits {
    guard PDFNameSearch.mayHold("/UserUnit", in: path, isEncrypted: isEncrypted) else {
      return UserUnits()
    }
    var limits = limits
    limits.outputBytes = min(limits.outputBytes, structureBytes)
    let output: ProcessOutput
    do {
      output = try await LimitedProcess.run(
        "qpdf",
        (password.map { ["--password=\($0)"] } ?? []) + [
          "--json=2", "--json-key=pages", "--json-key=qpdf", Poppler.operand(path),
        ], limits: limits)
    } catch .notInstalled(let tool) {
      throw .tool(.notInstalled(tool: tool))
    } catch {
      return UserUnits(warnings: [note("\(error)")])
    }
    // 3: with warnings.
    guard output.exit == .code(0) || output.exit == .code(3) else {
      return UserUnits(
        warnings: [
          note(Complaints.distinct(in: output.standardError, about: path).last ?? "qpdf fails")
        ])
    }
    guard let values = values(in: output.standardOutput, pageCount: pageCount) else {
      return UserUnits(warnings: [note("qpdf finds other pages")])
    }
    return UserUnits(values: values)
  }

  private static func note(_ reason: String) -> String {
    "the unit of its pages cannot be told, points are assumed: \(reason)"
  }

  /// Reads qpdf's description of a file's objects.
  private static func values(in json: [UInt8], pageCount: Int) -> [Int: Double]? {
    guard let root = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      let pages = root["pages"] as? [[String: Any]], pages.count == pageCount,
      let objects = (root["qpdf"] as? [[String: Any]])?.last
    else { return nil }
    func value(of reference: String) -> Any? {
      (objects["obj:\(reference)"] as? [String: Any])?["value"]
    }
    var values: [Int: Double] = [:]
    for (index, page) in pages.enumerated() {
      guard let reference = page["object"] as? String,
        var unit = (value(of: reference) as? [String: Any])?["/UserUnit"]
      else { continue }
      if let other = unit as? String, let found = value(of: other) { unit = found }
      // What is no number is told with the file.
      values[index + 1] = (unit as? NSNumber)?.doubleValue ?? .nan
    }
    return values
  }
}
