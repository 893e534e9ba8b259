import Foundation
import GalleyTesting
import Layout
import PageImages

/// A picture whose every pixel tells where it is.
enum SmallPicture {
  static let (width, height) = (21, 18)

  /// Rows of RGB pixels.
  static let rows = (0..<height).map { y in
    (0..<width).map { x in [x * 12, y * 14, (x * y) % 256] }
  }
  static let greyRows = rows.map { $0.map { [($0[0] + $0[1]) / 2] } }

  static let image = image(of: rows)
  static let greyImage = image(of: greyRows)

  /// An image of rows of one or three samples a pixel.
  static func image(of rows: [[[Int]]]) -> PageImage? {
    let pixels = rows.joined().flatMap { $0.count == 1 ? [$0[0], $0[0], $0[0]] : $0 }
    return try? PageImage(
      width: rows[0].count, height: rows.count, pixels: pixels.map(UInt8.init))
  }

  /// Rows as a file keeps them under an orientation, by the words of the TIFF specification.
  static func stored<Pixel>(_ rows: [[Pixel]], as orientation: Int) -> [[Pixel]] {
    let (right, bottom) = (rows[0].count - 1, rows.count - 1)
    let isSideways = orientation >= 5
    return (0...(isSideways ? right : bottom)).map { row in
      (0...(isSideways ? bottom : right)).map { column in
        switch orientation {
        case 1: rows[row][column]  // row 0 top, column 0 left
        case 2: rows[row][right - column]  // top, right
        case 3: rows[bottom - row][right - column]  // bottom, right
        case 4: rows[bottom - row][column]  // bottom, left
        case 5: rows[column][row]  // left, top
        case 6: rows[column][right - row]  // right, top
        case 7: rows[bottom - column][right - row]  // right, bottom
        default: rows[bottom - column][row]  // left, bottom
        }
      }
    }
  }

  /// Writes bytes to a file and draws its pages.
  static func drawn(
    _ bytes: some Sequence<UInt8>, named name: String = "page", password: String? = nil
  ) async throws -> [RenderedPage] {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try Data(bytes).write(to: file)
      let source = try await PageSource.open(file.path, password: password)
      var pages: [RenderedPage] = []
      for page in 1...source.pageCount {
        pages.append(try await source.render(page: page, dpi: 72))
      }
      return pages
    }
  }
}
