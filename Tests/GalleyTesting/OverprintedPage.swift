import Layout
import PageImages

/// A page that nobody can read: text printed over the same text upside down.
public enum OverprintedPage {
  /// The page's pixels.
  ///
  /// - Throws: `PageImagesError`, `PageImageError`.
  public static func image() async throws -> PageImage {
    let page = try await PageSource.open(Fixture.file("text/upside-down-no-tag.png").path)
      .render(page: 1, dpi: 150).image
    let turned = PageTurn(clockwise: 180, of: page.bounds)(page)
    return try PageImage(
      width: page.width, height: page.height, pixels: zip(page.pixels, turned.pixels).map(min))
  }
}
