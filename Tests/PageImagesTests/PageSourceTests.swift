import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

@Suite("A source of pages")
struct PageSourceTests {
  @Test(
    "opens what is really in the file",
    arguments: [
      ("faa-handbook.pdf", FileFormat.pdf, 1), ("us-government-tables.pdf", .pdf, 3),
      ("scan-two-pages.tiff", .tiff, 2), ("scan-hilbert-1897.jpg", .jpeg, 1),
    ] as [(String, FileFormat, Int)])
  func opens(name: String, format: FileFormat, pages: Int) async throws {
    let source = try await PageSource.open(Fixture.file("pages/\(name)").path)
    #expect(source.format == format)
    #expect(source.pageCount == pages)
    #expect(source.fileHash.count == 64)
    let rendered = try await source.render(page: pages, dpi: 100)
    #expect(rendered.page.number == pages)
    #expect(rendered.image.width == rendered.page.width)
    #expect(Set(rendered.image.pixels).count > 1, "the page is not blank")
  }

  @Test func `renders a PDF at the asked resolution`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/us-government-tables.pdf").path)
    let page = try await source.render(page: 1, dpi: 144).page
    #expect((page.width, page.height) == (1224, 1584))
    #expect(page.points(page.bounds) == Box(x1: 0, y1: 0, x2: 612, y2: 792))
  }

  @Test(
    "shows a rotated page upright",
    arguments: [
      (0, 200, 100), (90, 100, 200), (180, 200, 100), (270, 100, 200), (-90, 100, 200),
      (450, 100, 200), (-360, 200, 100), (45, 200, 100),
    ])
  func rotation(degrees: Int, width: Int, height: Int) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "turned.pdf")
      // A black mark in the page's own top-left corner says where that corner went.
      try SmallPDF(
        width: 200, height: 100, rotation: degrees, content: "0 0 0 rg 0 80 40 20 re f"
      ).data.write(to: file)
      let rendered = try await PageSource.open(file.path).render(page: 1, dpi: 72)
      #expect((rendered.image.width, rendered.image.height) == (width, height))
      let applied = degrees % 90 == 0 ? (degrees % 360 + 360) % 360 : 0
      #expect(rendered.page.rotation == applied)
      let corners = [
        0: (2, 2), 90: (width - 3, 2), 180: (width - 3, height - 3), 270: (2, height - 3),
      ]
      for (turn, corner) in corners {
        let red = rendered.image.pixels[(corner.1 * width + corner.0) * 3]
        #expect((red < 128) == (turn == applied), "corner of \(turn)")
      }
    }
  }

  @Test(
    "copes with any file name",
    arguments: [
      "two words.pdf", "it's \"quoted\".pdf", "-leading-dash.pdf", "--help.pdf",
      "žluťoučký kůň.pdf",
      "日本語.pdf", "new\nline.pdf", "percent%20.pdf", "colon:3.pdf", "$(echo).pdf", "a;b&c|d.pdf",
    ])
  func names(name: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try SmallPDF(width: 100, height: 100, content: "").data.write(to: file)
      let source = try await PageSource.open(file.path)
      #expect(try await source.render(page: 1, dpi: 72).image.width == 100)
    }
  }

  @Test func `copes with a leading dash in a relative name`() {
    #expect(Poppler.operand("-x.pdf") == "./-x.pdf")
    #expect(Poppler.operand("a/-x.pdf") == "a/-x.pdf")
  }

  @Test func `opens an encrypted PDF only with its password`() async throws {
    let file = Fixture.file("hostile/encrypted.pdf").path
    await #expect(throws: PageImagesError.encrypted(file: file)) {
      try await PageSource.open(file)
    }
    await #expect(throws: PageImagesError.wrongPassword(file: file)) {
      try await PageSource.open(file, password: "wrong")
    }
    let source = try await PageSource.open(file, password: "secret")
    #expect(try await source.render(page: 1, dpi: 72).image.width > 0)
  }

  @Test func `does not draw a page over the pixel limit`() async throws {
    let file = Fixture.file("pages/faa-handbook.pdf").path
    let source = try await PageSource.open(file, limits: RenderLimits(maximumPixels: 1_000_000))
    let error = await #expect(throws: PageImagesError.self) {
      try await source.render(page: 1, dpi: 600)
    }
    guard case .tooManyPixels(_, 1, _, _, 1_000_000, 600) = error else {
      Issue.record("expected tooManyPixels, got \(String(describing: error))")
      return
    }
  }

  @Test func `has no page beyond its last`() async throws {
    let file = Fixture.file("pages/faa-handbook.pdf").path
    let source = try await PageSource.open(file)
    await #expect(throws: PageImagesError.noSuchPage(file: file, page: 2, pageCount: 1)) {
      try await source.render(page: 2, dpi: 72)
    }
  }

  @Test func `draws pages together as it draws them alone`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/us-government-tables.pdf").path)
    let together = try await source.draw(pages: 1...3, dpi: 90).map { try $0.rendered() }
    #expect(together.map(\.page.number) == [1, 2, 3])
    for drawn in together {
      let alone = try await source.render(page: drawn.page.number, dpi: 90)
      #expect(drawn.page == alone.page)
      #expect(drawn.image.pixels == alone.image.pixels)
    }
  }

  @Test func `does not draw pages together when nobody could tell which one is damaged`()
    async throws
  {
    try await Fixture.withTemporaryFolder { folder in
      let file = try await SmallPDF.united(
        ["0 0 9 9 re f", "0 0 9 9 re f nonsense", "0 0 9 9 re f"], in: folder)
      let source = try await PageSource.open(file.path)
      await #expect(throws: PageImagesError.self) { try await source.draw(pages: 1...3, dpi: 72) }
      #expect(try await source.render(page: 1, dpi: 72).warnings == [])
      let warnings = try await source.render(page: 2, dpi: 72).warnings
      #expect(warnings.contains { $0.contains("Unknown operator 'nonsense'") })
    }
  }

  @Test(
    "cuts pages into runs that are drawn together",
    arguments: [
      (Array(1...3), 72.0, [1...3]), ([1, 3], 72, [1...1, 3...3]), ([], 72, []),
      (Array(1...9), 72, [1...8, 9...9]),
      // 150 x 150 points at 1800 dpi are 14 million pixels.
      ([1, 2], 1800, [1...1, 2...2]),
    ] as [([Int], Double, [ClosedRange<Int>])])
  func runs(pages: [Int], dpi: Double, expected: [ClosedRange<Int>]) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = try await SmallPDF.united(
        Array(repeating: "", count: 9), width: 150, height: 150, in: folder)
      #expect(try await PageSource.open(file.path).runs(of: pages, dpi: dpi) == expected)
    }
  }

  @Test func `takes the pages of an image one by one`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/scan-two-pages.tiff").path)
    #expect(source.runs(of: [1, 2], dpi: 150) == [1...1, 2...2])
  }
}
