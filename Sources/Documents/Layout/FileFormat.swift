/// What a file of pages holds, told by its first bytes and never by its name.
public enum FileFormat: String, Sendable, Codable, CaseIterable {
  case pdf
  case png
  case jpeg
  case tiff
  case bmp
  case pnm
  case webp
  case gif
  case jpeg2000 = "jp2"
}
