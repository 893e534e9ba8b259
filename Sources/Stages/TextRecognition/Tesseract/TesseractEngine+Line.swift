import CTesseract
import Layout
import PageImages

extension TesseractEngine {
  /// Letters of a line are read best at about this height of the line, pixels.
  private static let lineHeight = 40.0

  /// Reads a piece of a single line: it is cut out with some paper around it, and scaled.
  ///
  /// - Parameter box: hull of the line's ink or letters, page-image pixels.
  /// - Returns: words in page-image pixels; none where the box lies off the page.
  /// - Throws: `TextRecognitionError.recognitionFailed`, `.timedOut`.
  func line(
    in box: Layout.Box, of image: PageImage, dpi: Double
  ) throws(TextRecognitionError) -> [Word] {
    let margin = max(2, 0.25 * box.height)
    let place = box.insetBy(-margin)
    let factor = min(4, max(0.25, Self.lineHeight / place.height))
    guard let cut = image.cropped(to: place), let scaled = try? cut.image.scaled(by: factor) else {
      return []
    }
    TessBaseAPISetPageSegMode(handle, PSM_SINGLE_LINE)
    defer { TessBaseAPISetPageSegMode(handle, PSM_AUTO) }
    let words = try read(scaled.framed(by: 10), dpi: dpi * factor, magnification: factor).words
    return words.map { word in
      var word = word
      word.box = word.box.translated(
        x: cut.origin.x - 10 / factor, y: cut.origin.y - 10 / factor)
      return word
    }
  }
}

extension PageImage {
  /// The pixels that a box touches, and where they begin; `nil` for a box off the page.
  func cropped(to box: Layout.Box) -> (image: PageImage, origin: (x: Double, y: Double))? {
    guard let (columns, rows) = pixelRanges(of: box) else { return nil }
    var cut: [UInt8] = []
    cut.reserveCapacity(columns.count * rows.count * 3)
    for row in rows {
      let start = row * bytesPerRow
      cut += pixels[start + 3 * columns.lowerBound..<start + 3 * columns.upperBound]
    }
    guard let image = try? PageImage(width: columns.count, height: rows.count, pixels: cut) else {
      return nil
    }
    return (image, (Double(columns.lowerBound), Double(rows.lowerBound)))
  }

  /// The image on a wider sheet of its own paper, whose tone is the lightest of its border.
  fileprivate func framed(by margin: Int) -> PageImage {
    let wide = width + 2 * margin
    var paper: [UInt8] = [0, 0, 0]
    for row in [0, height - 1] {
      for column in 0..<width {
        let place = row * bytesPerRow + 3 * column
        if pixels[place + 1] >= paper[1] { paper = Array(pixels[place..<place + 3]) }
      }
    }
    var framed: [UInt8] = []
    framed.reserveCapacity(wide * (height + 2 * margin) * 3)
    let side = (0..<margin).flatMap { _ in paper }
    let blank = (0..<margin * wide).flatMap { _ in paper }
    framed += blank
    for row in 0..<height {
      framed += side
      framed += pixels[row * bytesPerRow..<(row + 1) * bytesPerRow]
      framed += side
    }
    framed += blank
    return (try? PageImage(width: wide, height: height + 2 * margin, pixels: framed)) ?? self
  }
}
