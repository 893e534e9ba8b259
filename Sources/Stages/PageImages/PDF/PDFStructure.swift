import Foundation

/// A PDF's pages and objects, as qpdf describes them.
package struct PDFStructure {
  /// The dictionary of each page.
  package let pages: [[String: Any]]
  private let objects: [String: Any]

  /// Most bytes of the description.
  private static let mostBytes = 128 << 20

  /// Asks qpdf, which takes about as long as any of poppler's tools.
  ///
  /// - Parameter pageCount: how many pages poppler finds.
  /// - Throws: `PageImagesError.tool` where qpdf is not installed or goes on for too long, `.damaged`
  ///   where it cannot read the file or finds other pages.
  package static func read(
    _ path: String, pageCount: Int, password: String?, limits: ProcessLimits
  ) async throws(PageImagesError) -> PDFStructure {
    var limits = limits
    limits.outputBytes = min(limits.outputBytes, mostBytes)
    let output: ProcessOutput
    do {
      output = try await LimitedProcess.run(
        "qpdf",
        (password.map { ["--password=\($0)"] } ?? []) + [
          "--json=2", "--json-key=pages", "--json-key=qpdf", Poppler.operand(path),
        ], limits: limits)
    } catch {
      throw .tool(error)
    }
    // 3: with warnings.
    guard output.exit == .code(0) || output.exit == .code(3) else {
      let reason = Complaints.distinct(in: output.standardError, about: path).last
      throw .damaged(file: path, reason: reason ?? "qpdf fails")
    }
    guard let structure = PDFStructure(json: output.standardOutput),
      structure.pages.count == pageCount
    else { throw .damaged(file: path, reason: "qpdf finds other pages") }
    return structure
  }

  init?(json: [UInt8]) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      let pages = root["pages"] as? [[String: Any]],
      let objects = (root["qpdf"] as? [[String: Any]])?.last
    else { return nil }
    self.objects = objects
    self.pages = pages.map { page in
      let object = objects["obj:\(page["object"] as? String ?? "")"] as? [String: Any]
      return object?["value"] as? [String: Any] ?? [:]
    }
  }

  /// What a value is, where it may stand in another object; of streams, their dictionary.
  package func resolved(_ value: Any?) -> Any? {
    guard let reference = value as? String,
      let object = objects["obj:\(reference)"] as? [String: Any]
    else { return value }
    return object["value"] ?? (object["stream"] as? [String: Any])?["dict"]
  }

  /// A dictionary, here or in another object; empty for anything else.
  package func dictionary(_ value: Any?) -> [String: Any] {
    resolved(value) as? [String: Any] ?? [:]
  }
}
