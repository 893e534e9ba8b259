import Foundation
import Layout

/// The formats in which corrections come back.
public enum CorrectionFormat: String, CaseIterable, Sendable {
  /// A COCO data set.
  case coco
  /// Tasks that Label Studio exported as JSON.
  case labelStudio = "label-studio"
  /// A PAGE-XML file, or a folder of them.
  case pageXML = "page-xml"
}

/// Reads what people corrected in other programs.
///
/// All of a file is checked before anything is given back: sizes, counts, numbers, ids and class
/// names. Nothing is opened but the file or folder itself.
public enum CorrectionReader {
  /// The pages of a file, or of the PAGE-XML files in a folder, in order.
  ///
  /// - Throws: `InterchangeError`, which names the file, the place and the remedy.
  public static func pages(
    in source: URL, format: CorrectionFormat, taxonomy: Taxonomy, limits: ImportLimits = .usual
  ) throws(InterchangeError) -> [ImportedPage] {
    var pages: [ImportedPage] = []
    try read(source, format: format, taxonomy: taxonomy, limits: limits) { pages.append($0) }
    return pages
  }

  /// Gives the pages one after another, those of a folder without holding more than one.
  ///
  /// A fault may show only after some pages were given: what `body` did is then to be undone.
  ///
  /// - Throws: `InterchangeError`, which names the file, the place and the remedy.
  public static func read(
    _ source: URL, format: CorrectionFormat, taxonomy: Taxonomy, limits: ImportLimits = .usual,
    _ body: (ImportedPage) -> Void
  ) throws(InterchangeError) {
    let classes = ImportClasses(taxonomy: taxonomy)
    var names: Set<String> = []
    func give(_ page: ImportedPage, _ file: URL, _ place: String) throws(InterchangeError) {
      guard names.insert(page.name).inserted else {
        throw .badImport(
          file: file.path, place: place,
          reason: "the page '\(page.name.shortened)' comes twice: leave one of them out")
      }
      body(page)
    }
    switch format {
    case .coco:
      let scan = try COCOCorrections(file: source, classes: classes, limits: limits)
      for (index, page) in scan.pages.enumerated() { try give(page, source, "images[\(index)]") }
    case .labelStudio:
      let scan = try LabelStudioCorrections(file: source, classes: classes, limits: limits)
      for (index, page) in scan.pages.enumerated() { try give(page, source, "[\(index)]") }
    case .pageXML:
      for file in try PageXMLCorrections.files(in: source) {
        try give(
          PageXMLCorrections.page(in: file, classes: classes, limits: limits), file, "Page")
      }
    }
  }
}

/// What an import may hold; more is taken for an attack or a mistake.
public struct ImportLimits: Sendable, Hashable {
  /// Largest JSON file, bytes.
  public var jsonBytes: Int
  /// Largest XML file, bytes.
  public var xmlBytes: Int
  /// Longest tag of XML with its attributes, and longest piece of text, bytes.
  public var textBytes: Int
  /// Deepest nesting of XML elements.
  public var depth: Int
  /// Most pages.
  public var pages: Int
  /// Most regions of a page.
  public var regionsPerPage: Int

  /// Makes limits.
  public init(
    jsonBytes: Int = 2 << 30, xmlBytes: Int = 64 << 20, textBytes: Int = 1 << 20, depth: Int = 64,
    pages: Int = 2_000_000, regionsPerPage: Int = 20_000
  ) {
    self.jsonBytes = jsonBytes
    self.xmlBytes = xmlBytes
    self.textBytes = textBytes
    self.depth = depth
    self.pages = pages
    self.regionsPerPage = regionsPerPage
  }

  /// Far above what any document needs.
  public static let usual = ImportLimits()
}
