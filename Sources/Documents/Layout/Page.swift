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
  /// Clockwise rotation that was applied to show the page upright: 0, 90, 180 or 270.
  public var rotation: Int
  /// What the file holds; `nil` where nobody said.
  public var format: FileFormat?

  /// Makes a page.
  public init(
    file: String, fileHash: String, number: Int, width: Int, height: Int, dpi: Double,
    rotation: Int = 0, format: FileFormat? = nil
  ) {
    self.file = file
    self.fileHash = fileHash
    self.number = number
    self.width = width
    self.height = height
    self.dpi = dpi
    self.rotation = rotation
    self.format = format
  }

  /// Whether it is a page of a PDF: by what the file holds or, where nobody said, by its name.
  public var isOfPDF: Bool { format.map { $0 == .pdf } ?? file.lowercased().hasSuffix(".pdf") }

  /// The whole page as a box, pixels.
  public var bounds: Box { Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height)) }

  /// A box of this page in PDF points (1/72 inch) of the upright page, origin top left.
  public func points(_ box: Box) -> Box { box.scaled(x: 72 / dpi, y: 72 / dpi) }
}
