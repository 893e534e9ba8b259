import PageImages

/// The fonts of pages of a PDF, by the objects of the file that hold them.
public struct PageFonts: Sendable, Hashable {
  /// Number and generation of each font's object, as `12 0`.
  public let objects: Set<String>
  /// Whether every font has an object; those inside other objects cannot be told apart.
  public let isComplete: Bool
  /// Those in which OCR programs write under a scan: what they say of one page tells nothing of
  /// another.
  let invisible: Set<String>

  private static let invisibleNames = ["glyphless", "hiddenhorzocr", "invisible"]

  package init(objects: Set<String>) {
    (self.objects, isComplete, invisible) = (objects, true, [])
  }

  /// Asks `pdffonts`.
  ///
  /// - Throws: `PageImagesError`.
  public static func read(
    ofPages pages: ClosedRange<Int>, in file: String, password: String? = nil,
    limits: ProcessLimits = ProcessLimits()
  ) async throws(PageImagesError) -> PageFonts {
    let output = try await Poppler(path: file, password: password, limits: limits).run(
      "pdffonts", ["-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)"], operands: [],
      page: pages.count == 1 ? pages.lowerBound : nil)
    return PageFonts(table: String(decoding: output.standardOutput, as: UTF8.self))
  }

  /// Reads pdffonts' table, two lines of head and a line a font that ends in its object.
  package init(table: String) {
    let rows = table.split(separator: "\n").dropFirst(2).map { row in
      (name: row.lowercased(), object: row.split(separator: " ").suffix(2).map(String.init))
    }
    let named = rows.filter { $0.object.count == 2 && $0.object.allSatisfy { Int($0) != nil } }
    objects = Set(named.map { $0.object.joined(separator: " ") })
    invisible = Set(
      named.filter { row in Self.invisibleNames.contains { row.name.contains($0) } }
        .map { $0.object.joined(separator: " ") })
    isComplete = named.count == rows.count
  }
}

/// Fonts of a document whose letters OCR has confirmed.
public actor ConfirmedFonts {
  private var confirmed: Set<String> = []
  private var contradicted: Set<String> = []

  /// None so far.
  public init() {}

  /// Whether all fonts of a page are confirmed.
  public func cover(_ fonts: PageFonts) -> Bool {
    fonts.isComplete && !fonts.objects.isEmpty && unconfirmed(of: fonts) == 0
  }

  /// How many fonts of a page are not confirmed.
  public func unconfirmed(of fonts: PageFonts) -> Int { fonts.objects.subtracting(confirmed).count }

  /// Takes the fonts of a page whose sample agreed.
  public func confirm(_ fonts: PageFonts) {
    confirmed.formUnion(fonts.objects.subtracting(fonts.invisible).subtracting(contradicted))
  }

  /// Takes the fonts of a page whose sample did not agree: those not known yet are never confirmed.
  public func contradict(_ fonts: PageFonts) {
    contradicted.formUnion(fonts.objects.subtracting(confirmed))
  }
}
