import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Pages as the student's input")
struct InputImageTests {
  @Test(
    "keep their proportions",
    arguments: [
      (1000, 1400, 640, 457, 640), (1400, 1000, 640, 640, 457), (100, 100, 256, 256, 256),
      (596, 794, 384, 288, 384), (32, 3200, 64, 1, 64),
    ])
  func size(width: Int, height: Int, input: Int, expectedWidth: Int, expectedHeight: Int) throws {
    let region = TrainingRegion(
      box: Box(x: 10, y: 20, width: 20, height: 10), classIndex: 0,
      variance: BoxVariance(x1: 1, y1: 2, x2: 3, y2: 4))
    let image = try InputImage(paper(width, height), regions: [region], inputSize: input)
    let scale = Double(input) / Double(max(width, height))
    #expect(image.raster.width == expectedWidth && image.raster.height == expectedHeight)
    #expect(near(image.scale, scale))
    let seen = try #require(image.regions.first)
    #expect(near(seen.box.y1, 20 * scale, 1e-9) && near(seen.box.x1, 10 * scale, 1e-9))
    #expect(near(seen.variance.y2, 4 * scale * scale, 1e-9))
  }

  @Test func `average what a pixel covers`() throws {
    // Columns of black and white: halved, each pixel sees as much of both.
    let image = try paper(
      128, 64, bars: (0..<64).map { Box(x: Double(2 * $0), y: 0, width: 1, height: 64) })
    let input = try InputImage(image, inputSize: 64)
    let inner = (4..<60).map { input.raster.pixels[$0 * 3] }
    #expect(inner.allSatisfy { abs(Int($0) - 128) <= 1 })
  }

  @Test func `are normalised and padded with their mean colour`() throws {
    // The first page is black above.
    let first = try InputImage(
      paper(40, 64, bars: [Box(x: 0, y: 0, width: 40, height: 32)]), inputSize: 64)
    let second = try InputImage(paper(96, 48), inputSize: 96)
    let tensor = try InputImage.tensor(of: [first, second])
    #expect(tensor.shape == [2, 3, 64, 96])
    let values = try tensor.array(of: Float.self)
    func value(_ page: Int, _ channel: Int, _ y: Int, _ x: Int) -> Double {
      Double(values[((page * 3 + channel) * 64 + y) * 96 + x])
    }
    let white = [(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225]
    let deviations = [0.229, 0.224, 0.225]
    for channel in 0..<3 {
      #expect(near(value(0, channel, 60, 20), white[channel], 1e-5))
      #expect(
        near(value(0, channel, 10, 60), white[channel] - 127 / 255 / deviations[channel], 1e-5))
      #expect(near(value(1, channel, 10, 10), white[channel], 1e-5))
      // Padding, right of the first page and below the second.
      #expect(near(value(1, channel, 50, 10), white[channel], 1e-5))
    }
    #expect(near(value(0, 0, 10, 20), -0.485 / 0.229, 1e-5))
  }

  @Test func `refuse what is too small`() throws {
    #expect(
      throws: TrainingDataError.imageTooSmall(page: "the image", width: 31, height: 100)
    ) { try InputImage(paper(31, 100), inputSize: 64) }
    #expect(throws: TrainingDataError.self) { try InputImage(paper(64, 64), inputSize: 16) }
  }
}
