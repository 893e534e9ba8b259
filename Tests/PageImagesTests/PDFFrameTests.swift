import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

@Suite("The frame of a PDF page")
struct PDFFrameTests {
  /// A page of 60 x 80 units with a black mark at 20...40 from the left, 10...30 from the top.
  private static func page(_ entries: String, rotation: Int = 0) -> SmallPDF {
    SmallPDF(
      width: 60, height: 80, rotation: rotation, entries: entries,
      content: "0 0 0 rg 20 50 20 20 re f")
  }

  private static func drawn(_ pdf: SmallPDF) async throws -> RenderedPage {
    try #require(await SmallPicture.drawn(pdf.data).first)
  }

  private static func isBlack(_ x: Int, _ y: Int, _ image: PageImage) -> Bool {
    image.pixels[(y * image.width + x) * 3] < 64
  }

  @Test(
    "has units of many points",
    arguments: [("10", 600, 800), ("2.5", 150, 200), ("1", 60, 80), ("0.5", 30, 40)])
  func units(unit: String, width: Int, height: Int) async throws {
    let page = try await Self.drawn(Self.page("/UserUnit \(unit)"))
    #expect((page.page.width, page.page.height) == (width, height))
    #expect(page.page.points(page.page.bounds).width == Double(width), "points are 1/72 inch")
    #expect(Self.isBlack(width / 2, height / 4, page.image))
  }

  @Test(
    "with units that make no size is refused with the reason",
    arguments: [
      ("1000000000", "over the limit"), ("0.001", "no page"), ("100", "over the limit"),
    ])
  func absurdUnits(unit: String, reason: String) async throws {
    let error = await #expect(throws: PageImagesError.self) {
      var pdf = Self.page("/UserUnit \(unit)")
      (pdf.width, pdf.height) = (600, 800)
      return try await Self.drawn(pdf)
    }
    #expect(error?.description.contains(reason) == true)
  }

  @Test(
    "with units that are no number above 0 is measured in points", arguments: ["0", "-3", "/Name"])
  func senselessUnits(unit: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.pdf")
      try Self.page("/UserUnit \(unit)").data.write(to: file)
      let source = try await PageSource.open(file.path)
      #expect(source.warnings.contains { $0.contains("UserUnit of page 1") }, "\(source.warnings)")
      #expect(try await source.render(page: 1, dpi: 72).page.width == 60)
    }
  }

  @Test("finds units inside compressed and encrypted objects", arguments: [false, true])
  func hiddenUnits(isEncrypted: Bool) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let (plain, packed) = (folder.appending(path: "a.pdf"), folder.appending(path: "b.pdf"))
      try Self.page("/UserUnit 10").data.write(to: plain)
      let output = try await LimitedProcess.run(
        "qpdf",
        (isEncrypted ? ["--encrypt", "user", "owner", "256", "--"] : []) + [
          "--object-streams=generate", plain.path, packed.path,
        ])
      #expect(output.exit == .code(0), "\(output.standardError)")
      #expect(try Data(contentsOf: packed).range(of: Data("/UserUnit".utf8)) == nil)
      let source = try await PageSource.open(packed.path, password: isEncrypted ? "owner" : nil)
      #expect(try await source.render(page: 1, dpi: 72).page.width == 600)
    }
  }

  @Test func `differs from page to page, and such pages are not drawn together`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var files: [String] = []
      let entries = ["", "/UserUnit 3", "/UserUnit 3", "/CropBox [900 900 940 940]", ""]
      for (index, entries) in entries.enumerated() {
        files.append(folder.appending(path: "\(index).pdf").path)
        try Self.page(entries).data.write(to: URL(fileURLWithPath: files[index]))
      }
      let all = folder.appending(path: "all.pdf").path
      let output = try await LimitedProcess.run(
        "qpdf", ["--empty", "--pages"] + files + ["--", all])
      #expect(output.exit == .code(0), "\(output.standardError)")
      let source = try await PageSource.open(all)
      #expect(source.runs(of: Array(1...5), dpi: 72) == [1...1, 2...3, 4...4, 5...5])
      for (page, width) in zip(1...5, [60, 180, 180, 60, 60]) {
        #expect(try await source.render(page: page, dpi: 72).page.width == width)
      }
    }
  }

  @Test(
    "is what of the crop box lies in the media box, or else the media box",
    arguments: [
      ("10 20 50 80", 40, 60), ("30 40 90 120", 30, 40), ("900 900 940 940", 60, 80),
      ("-90 -90 -50 -50", 60, 80), ("10 10 10 10", 60, 80), ("50 80 10 20", 40, 60),
      ("-5 -5 65 85", 60, 80),
    ])
  func cropBoxes(box: String, width: Int, height: Int) async throws {
    let page = try await Self.drawn(Self.page("/CropBox [\(box)]")).page
    #expect((page.width, page.height) == (width, height))
    let turned = try await Self.drawn(Self.page("/CropBox [\(box)] /UserUnit 2", rotation: 90)).page
    #expect((turned.width, turned.height) == (2 * height, 2 * width))
  }
}
