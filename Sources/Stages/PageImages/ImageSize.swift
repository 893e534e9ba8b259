import Layout

extension PageSource {
  /// Width and height of an image file as it is drawn, upright; `nil` for what is no image, or
  /// cannot be read.
  ///
  /// All but TIFF is told by the header alone.
  public static func imageSize(of path: String) async -> (width: Int, height: Int)? {
    guard let format = FileFormat.of(path), format != .pdf else { return nil }
    if format == .tiff {
      let page = try? await open(path).render(page: 1, dpi: 72).page
      return page.map { ($0.width, $0.height) }
    }
    let file: any ImageFile = format == .png ? PNGFile(path: path) : LeptonicaFile(path: path)
    guard let size = DecoderMessages.keeping(of: path, { file.size() }).0 else { return nil }
    let orientation = ExifBlocks.orientation(of: path, format: format)
    return orientation.isSideways ? (size.height, size.width) : size
  }
}
