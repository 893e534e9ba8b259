import Layout

/// A file of one page image.
///
/// Decoding happens in this process: the header is checked against the pixel limit first, and the
/// decoders report what they cannot read.
struct ImageDocument: PageDocument {
  let path: String
  let format: FileFormat
  let limits: RenderLimits
  let pageCount = 1
  let warnings: [String] = []

  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage] {
    let file: any ImageFile = format == .png ? PNGFile(path: path) : LeptonicaFile(path: path)
    let (size, complaints) = DecoderMessages.keeping(of: path) { file.size() }
    guard let size else {
      throw .undecodable(file: path, page: 1, format: format, messages: complaints)
    }
    try limits.check(width: size.width, height: size.height, file: path, page: 1)
    if format == .jpeg, JPEGScans.count(path) > JPEGScans.limit {
      throw .undecodable(
        file: path, page: 1, format: format,
        messages: ["it has more than \(JPEGScans.limit) scans"])
    }
    let (decoded, messages) = DecoderMessages.keeping(of: path) { file.decoded() }
    guard let decoded else {
      throw .undecodable(file: path, page: 1, format: format, messages: messages)
    }
    let orientation = ExifBlocks.orientation(of: path, format: format)
    return [decoded.drawn(dpi: dpi, orientation: orientation, messages: messages)]
  }
}

/// A file that holds one image.
protocol ImageFile {
  /// Width and height from the header alone, before anything is decoded; above 0.
  func size() -> (width: Int, height: Int)?
  func decoded() -> DecodedImage?
}

/// An image as it lies in its file.
struct DecodedImage {
  var image: PageImage
  /// Pixels per inch across and down that the file states; 0 where it states none.
  var resolution: (across: Double, down: Double)
  /// Bits of a sample where the highest are never used, and the image was brightened for that.
  var usedBits: Int?

  /// The image upright, with what is to be told of it.
  func drawn(dpi: Double, orientation: ImageOrientation, messages: [String]) -> DrawnPage {
    let upright = image.turnedUpright(from: orientation)
    let stated = (orientation.isSideways ? resolution.down : resolution.across).rounded()
    let depth = usedBits.map {
      "its samples use \($0) bits only: they are brightened to the full range"
    }
    return DrawnPage(
      image: { upright }, dpi: (50...1200).contains(stated) ? stated : dpi,
      rotation: orientation.clockwiseDegrees, warnings: messages + (depth.map { [$0] } ?? []))
  }
}
