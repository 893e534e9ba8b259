import Foundation
import PageImages

/// A one-page PDF written by hand, for tests that need to know every object in it.
public struct SmallPDF {
  /// Size in points before rotation.
  public var width: Int
  /// Size in points before rotation.
  public var height: Int
  /// The page's `/Rotate`.
  public var rotation = 0
  /// Further entries of the page, such as `/UserUnit 10`.
  public var entries: String
  /// Further entries of the catalog, such as `/AcroForm << >>`.
  public var catalogEntries: String
  /// The page's content stream; its fonts are `Font.resource`, Helvetica `/F1`.
  public var content: String

  /// Describes a page.
  public init(
    width: Int, height: Int, rotation: Int = 0, entries: String = "",
    catalogEntries: String = "", content: String
  ) {
    self.width = width
    self.height = height
    self.rotation = rotation
    self.entries = entries
    self.catalogEntries = catalogEntries
    self.content = content
  }

  /// The file's bytes.
  public var data: Data {
    let fonts = Font.allCases.enumerated().map { "\($1.resource) \(6 + $0) 0 R" }
    let objects =
      [
        "<< /Type /Catalog /Pages 2 0 R \(catalogEntries) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Rotate \(rotation) "
          + "\(entries) /Contents 4 0 R /Resources << /Font << \(fonts.joined(separator: " ")) >> >> >>",
        "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        Self.encoding,
      ]
      + Font.allCases.map {
        "<< /Type /Font /Subtype /Type1 /BaseFont /\($0.rawValue) /Encoding 5 0 R >>"
      }
    return PDFObjects(objects).data
  }

  /// Writes a PDF with a page for each content stream.
  public static func united(
    _ contents: [String], width: Int = 100, height: Int = 100, in folder: URL
  ) async throws -> URL {
    var files: [String] = []
    for (index, content) in contents.enumerated() {
      let file = folder.appending(path: "part-\(index)")
      try SmallPDF(width: width, height: height, content: content).data.write(to: file)
      files.append(file.path)
    }
    let united = folder.appending(path: "united.pdf")
    let output = try await LimitedProcess.run("pdfunite", files + [united.path])
    guard output.exit == .code(0) else { throw CocoaError(.fileWriteUnknown) }
    return united
  }
}
