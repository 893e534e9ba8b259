import Detection
import Layout
import Testing

@Suite("A page in a model's input")
struct PageSamplerTests {
  private func input(
    _ resize: ModelCard.Resize, channels: ModelCard.Channels = .rgb, size: (Int, Int) = (8, 8)
  ) -> ModelCard.Input {
    ModelCard.Input(
      width: size.0, height: size.1, resize: resize, channels: channels, mean: [0, 0, 0],
      std: [1, 1, 1], padding: 51)
  }

  private func filled(_ image: PageImage, _ input: ModelCard.Input) -> [Float] {
    var target = [Float](repeating: .nan, count: 3 * input.width * input.height)
    var sampler = PageSampler(input)
    let view = PageView(of: image.width, image.height, in: input)
    target.withUnsafeMutableBufferPointer { sampler.fill($0, from: image, view: view) }
    return target
  }

  @Test(
    "boxes come back to where they were",
    arguments: ModelCard.Resize.allCases)
  func boxes(resize: ModelCard.Resize) {
    let view = PageView(of: 300, 400, in: input(resize, size: (640, 640)))
    let page = view.pageBox(
      Box(
        x1: 30 * view.scaleX + view.offsetX, y1: 40 * view.scaleY + view.offsetY,
        x2: 90 * view.scaleX + view.offsetX, y2: 80 * view.scaleY + view.offsetY))
    #expect(abs(page.x1 - 30) < 1e-9 && abs(page.y2 - 80) < 1e-9)
    let variance = view.pageVariance(BoxVariance(uniform: 4))
    #expect(abs(variance.x1 - 4 / (view.scaleX * view.scaleX)) < 1e-12)
  }

  @Test(
    "a page lies where the card says",
    arguments: [(.stretch, 0, 0), (.letterbox, 80, 0), (.corner, 0, 0)]
      as [(ModelCard.Resize, Double, Double)])
  func place(resize: ModelCard.Resize, x: Double, y: Double) {
    let view = PageView(of: 300, 400, in: input(resize, size: (640, 640)))
    #expect(view.offsetX == x && view.offsetY == y)
    #expect((view.scaleX == view.scaleY) == (resize != .stretch))
  }

  @Test func `what a letterbox leaves is padding, a corner the page's mean colour`() throws {
    let image = try PageImage(
      width: 2, height: 4, pixels: (0..<8).flatMap { _ in [255, 102, 0] as [UInt8] })
    let letterbox = filled(image, input(.letterbox))
    // The page covers columns 2 to 5 of 8.
    let row = letterbox.prefix(8).map { ($0 * 255).rounded() }
    #expect(row == [51, 51, 255, 255, 255, 255, 51, 51])
    let corner = filled(image, input(.corner))
    #expect(corner.allSatisfy { !$0.isNaN })
    #expect(corner[7] == corner[0])
    #expect(abs(corner[64] - 0.4) < 1e-6)
    #expect(corner[128] == 0)
  }

  @Test func `channels come in the order of the card`() throws {
    let image = try PageImage(
      width: 4, height: 4, pixels: (0..<16).flatMap { _ in [255, 102, 0] as [UInt8] })
    let planes = { (channels: ModelCard.Channels) in
      let values = filled(image, input(.stretch, channels: channels))
      return [values[0], values[64], values[128]].map { ($0 * 255).rounded() }
    }
    #expect(planes(.rgb) == [255, 102, 0])
    #expect(planes(.bgr) == [0, 102, 255])
  }

  @Test func `a thin stroke survives a strong reduction`() throws {
    var pixels = [UInt8](repeating: 255, count: 64 * 64 * 3)
    for column in 0..<64 { for channel in 0..<3 { pixels[(33 * 64 + column) * 3 + channel] = 0 } }
    let small = filled(try PageImage(width: 64, height: 64, pixels: pixels), input(.stretch))
    let plane = small.prefix(64)
    let (darkest, mean) = (plane.min() ?? 1, plane.reduce(0, +) / 64)
    #expect(darkest < 0.95)
    // No ink is lost: the mean is the page's.
    let expected = Float(63) / 64
    #expect(abs(mean - expected) < 0.01)
  }
}
