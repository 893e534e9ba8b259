/// What an import may hold; more is taken for an attack or a mistake.
public struct ImportLimits: Sendable, Hashable {
  /// Largest JSON file, bytes.
  public var jsonBytes: Int
  /// Largest XML file, or text file of YOLO, bytes.
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
