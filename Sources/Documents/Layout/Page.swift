/// A page of a source file: where it comes from and how its pixels relate to the paper.
public struct Page: Hashable, Codable, Sendable {
  /// The file as the user named it.
  public var file: String
  /// SHA-256 of the file's bytes, hex.
  public var fileHash: String
  /// Page number in the file, from 1.
  public var number: Int
  /// Width of the page image, pixels.
  public var width: Int
  /// Height of the page image, pixels.
  public var height: Int
  /// Pixels per inch of the page image.
  public var dpi: Double
  /// Clockwise rotation that the file asks for and that was applied: 0, 90, 180 or 270.
  public var rotation: Int
  /// Clockwise turn by which a page that lies wrongly in its file was read: 0, 90, 180 or 270.
  ///
  /// Boxes are those of the page as it lies in the file.
  public var readingTurn: Int
  /// What the file holds; `nil` where nobody said.
  public var format: FileFormat?

  /// Makes a page.
  public init(
    file: String, fileHash: String, number: Int, width: Int, height: Int, dpi: Double,
    rotation: Int = 0, readingTurn: Int = 0, format: FileFormat? = nil
  ) {
    self.file = file
    self.fileHash = fileHash
    self.number = number
    self.width = width
    self.height = height
    self.dpi = dpi
    self.rotation = rotation
    self.readingTurn = readingTurn
    self.format = format
  }

  /// Whether it is a page of a PDF: by what the file holds or, where nobody said, by its name.
  public var isOfPDF: Bool { format.map { $0 == .pdf } ?? file.lowercased().hasSuffix(".pdf") }

  /// The page as other programs' files name it: its file, with `#page=N` for a PDF or a later page.
  public var name: String { Self.name(of: file, page: number, isPDF: isOfPDF) }

  /// The same, of a path and a page number, from 1.
  public static func name(of file: String, page number: Int, isPDF: Bool) -> String {
    isPDF || number > 1 ? "\(file)#page=\(number)" : file
  }

  /// The page for messages, always with its number.
  public var place: String { "\(file)#page=\(number)" }

  /// The whole page as a box, pixels.
  public var bounds: Box { Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height)) }

  /// A box of this page in PDF points (1/72 inch) of the upright page, origin top left.
  public func points(_ box: Box) -> Box { box.scaled(x: 72 / dpi, y: 72 / dpi) }

  /// The turn that makes the page upright.
  public var turn: PageTurn { PageTurn(clockwise: readingTurn, of: bounds) }
}

extension Page {
  private enum CodingKeys: CodingKey {
    case file, fileHash, number, width, height, dpi, rotation, readingTurn, format
  }

  /// Reads a page; those written before pages were turned have no turn.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      file: try container.decode(String.self, forKey: .file),
      fileHash: try container.decode(String.self, forKey: .fileHash),
      number: try container.decode(Int.self, forKey: .number),
      width: try container.decode(Int.self, forKey: .width),
      height: try container.decode(Int.self, forKey: .height),
      dpi: try container.decode(Double.self, forKey: .dpi),
      rotation: try container.decode(Int.self, forKey: .rotation),
      readingTurn: try container.decodeIfPresent(Int.self, forKey: .readingTurn) ?? 0,
      format: try container.decodeIfPresent(FileFormat.self, forKey: .format))
  }

  /// Writes a page; no turn is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(fileHash, forKey: .fileHash)
    try container.encode(number, forKey: .number)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encode(dpi, forKey: .dpi)
    try container.encode(rotation, forKey: .rotation)
    try container.encodeIfPresent(format, forKey: .format)
    if readingTurn != 0 { try container.encode(readingTurn, forKey: .readingTurn) }
  }
}
