import GalleyTesting
import Layout
import PageImages
import Testing
import TextRecognition

@Suite("What is drawn on a page")
struct GraphicsFinderTests {
  /// White paper on which rectangles are drawn.
  private func paper(_ draw: (inout [UInt8], Int) -> Void) throws -> PageImage {
    let (width, height) = (600, 800)
    var pixels = [UInt8](repeating: 255, count: width * height * 3)
    draw(&pixels, width)
    return try PageImage(width: width, height: height, pixels: pixels)
  }

  /// Fills a rectangle; `isMottled` as a photograph, else black.
  private func fill(
    _ pixels: inout [UInt8], _ width: Int, x: Range<Int>, y: Range<Int>, isMottled: Bool = false
  ) {
    for row in y {
      for column in x {
        let value: UInt8 = isMottled ? UInt8((row * 7 + column * 13) % 5 * 50) : 0
        for channel in 0..<3 { pixels[(row * width + column) * 3 + channel] = value }
      }
    }
  }

  @Test("A photograph is one graphic, to within a square")
  func photograph() throws {
    let image = try paper {
      fill(&$0, $1, x: 100..<300, y: 200..<350, isMottled: true)
    }
    let found = GraphicsFinder().graphics(in: image, words: [])
    #expect(found.map(\.kind) == [.graphic])
    let truth = Box(x1: 100, y1: 200, x2: 300, y2: 350)
    #expect((found.first?.box.intersectionOverUnion(truth) ?? 0) > 0.93)
  }

  @Test("What differs in colour alone is no picture: recorded questions tell none there")
  func colours() throws {
    let image = try paper { pixels, width in
      for row in 200..<350 {
        for column in 100..<300 {
          let isPale = (row * 7 + column * 13) % 5 < 2
          let pixel: [UInt8] = isPale ? [230, 255, 255] : [150, 255, 255]
          let place = (row * width + column) * 3
          pixels.replaceSubrange(place..<place + 3, with: pixel)
        }
      }
    }
    #expect(GraphicsFinder().graphics(in: image, words: []).isEmpty)
  }

  @Test("Aligned lines are one group of rules; a lone line and a distant one stay lines")
  func rules() throws {
    let image = try paper { pixels, width in
      for y in [100, 130, 220] { fill(&pixels, width, x: 60..<400, y: y..<y + 2) }
      fill(&pixels, width, x: 60..<540, y: 600..<602)
      fill(&pixels, width, x: 60..<160, y: 700..<701)
    }
    let found = GraphicsFinder().graphics(in: image, words: [])
    #expect(found.map(\.kind) == [.rules, .line, .line])
    let truth = Box(x1: 60, y1: 100, x2: 400, y2: 222)
    #expect((found.first?.box.intersectionOverUnion(truth) ?? 0) > 0.93)
  }

  @Test("A box of cells is rules, not a picture")
  func cells() throws {
    let image = try paper { pixels, width in
      for y in stride(from: 100, through: 300, by: 40) {
        fill(&pixels, width, x: 60..<462, y: y..<y + 2)
      }
      for x in stride(from: 60, through: 460, by: 100) {
        fill(&pixels, width, x: x..<x + 2, y: 100..<302)
      }
    }
    #expect(GraphicsFinder().graphics(in: image, words: []).map(\.kind) == [.rules])
  }

  @Test("Blank paper, and the shadow around a scan, hold nothing")
  func nothing() throws {
    #expect(GraphicsFinder().graphics(in: try paper { _, _ in }, words: []).isEmpty)
    let framed = try paper { pixels, width in
      fill(&pixels, width, x: 0..<600, y: 0..<6)
      fill(&pixels, width, x: 0..<600, y: 794..<800)
      fill(&pixels, width, x: 0..<6, y: 0..<800)
      fill(&pixels, width, x: 594..<600, y: 0..<800)
    }
    #expect(GraphicsFinder().graphics(in: framed, words: []).isEmpty)
  }

  @Test(
    "On real pages the figure is found, and none where there is none",
    arguments: [
      ("PMC4972521_00010.jpg", Box(x: 103, y: 94, width: 398, height: 555) as Box?),
      ("PMC5302692_00002.jpg", nil),
    ])
  func pages(_ name: String, _ figure: Box?) async throws {
    let source = try await PageSource.open(Fixture.file("pages/\(name)").path)
    let image = try await source.render(page: 1, dpi: 150).image
    let words = try TesseractEngine(languages: ["eng"]).recognise(image, dpi: 150).words
    let found = GraphicsFinder().graphics(in: image, words: words)
    guard let figure else {
      #expect(found.isEmpty)
      return
    }
    #expect(found.contains { $0.box.intersectionOverUnion(figure) > 0.6 })
  }
}
