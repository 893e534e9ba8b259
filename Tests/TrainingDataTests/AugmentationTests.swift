import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Augmented pages")
struct AugmentationTests {
  private let bar = Box(x: 300, y: 500, width: 400, height: 300)

  private func view(
    _ augmentation: Augmentation, seed: UInt64, bars: [Box]? = nil, input: Int = 256
  ) throws -> InputImage {
    let bars = bars ?? [bar]
    return try augmentation.view(
      of: paper(1000, 1400, bars: bars),
      regions: bars.map { TrainingRegion(box: $0, classIndex: 0) }, inputSize: input, seed: seed)
  }

  @Test(
    "have their boxes where the ink is",
    arguments: [
      (GeometryJitter(), 0.6), (GeometryJitter(scale: 0.8...1.25), 0.6),
      (GeometryJitter(shift: 0.05), 0.6), (GeometryJitter(scale: 0.8...1.25, shift: 0.05), 0.6),
      // Dark corners of a turned bar are a pixel of grey.
      (GeometryJitter(rotation: 2), 1.1),
      (GeometryJitter(scale: 0.8...1.25, shift: 0.05, rotation: 2), 1.2),
    ])
  func boxes(geometry: GeometryJitter, tolerance: Double) throws {
    for seed in 0..<12 as Range<UInt64> {
      let view = try view(Augmentation(geometry: geometry), seed: seed)
      let ink = try #require(view.raster.ink())
      let region = try #require(view.regions.first)
      #expect(near(region.box, ink, tolerance), "seed \(seed): \(region.box), \(ink)")
      #expect(near(view.transform.box(bar), region.box, 1e-9))
      #expect(!region.isIgnored)
      #expect(view.raster.width == 183 && view.raster.height == 256)
    }
  }

  @Test func `stay within their ranges, and never mirror`() throws {
    var scales: [Double] = []
    for seed in 0..<200 as Range<UInt64> {
      let view = try view(Augmentation(geometry: Augmentation.strong.geometry), seed: seed)
      let scale = view.scale / (256.0 / 1400)
      scales.append(scale)
      #expect((0.8...1.25).contains(scale))
      #expect(view.transform.a > 0 && view.transform.d > 0)
      #expect(abs(view.transform.b) / view.transform.a <= 0.03493)
      let middle = view.transform.point(500, 700)
      #expect(abs(middle.x - 500 * 256.0 / 1400) <= 0.05 * 183 + 1e-9)
      #expect(abs(middle.y - 128) <= 0.05 * 256 + 1e-9)
    }
    #expect((scales.min() ?? 1) < 0.83 && (scales.max() ?? 1) > 1.2)
  }

  @Test("are the same for the same seed", arguments: [0, 1, 2] as [UInt64])
  func deterministic(seed: UInt64) throws {
    let first = try view(.strong, seed: seed)
    let second = try view(.strong, seed: seed)
    let other = try view(.strong, seed: seed + 100)
    #expect(first.raster == second.raster && first.regions == second.regions)
    #expect(first.raster != other.raster)
  }

  @Test func `ignore regions of which too little is seen`() throws {
    // At the upper edge; enlarged views cut it.
    let strip = Box(x: 100, y: 0, width: 800, height: 100)
    var (whole, cut, gone) = (0, 0, 0)
    for seed in 0..<100 as Range<UInt64> {
      let view = try view(.weak, seed: seed, bars: [strip])
      let seen = view.transform.box(strip)
      let inside = seen.fractionInside(Box(x1: 0, y1: 0, x2: 183, y2: 256))
      switch view.regions.first {
      case nil:
        gone += 1
        #expect(inside == 0)
      case let region?:
        #expect(region.isIgnored == (inside < 0.3))
        if region.isIgnored { cut += 1 } else { whole += 1 }
        #expect(region.box.y1 >= 0)
      }
    }
    #expect(whole > 0 && cut > 0 && gone > 0)
  }

  @Test func `of a teacher only move a little`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let view = try view(.teacherView, seed: seed)
      #expect(near(view.scale, 256.0 / 1400))
      let corner = view.transform.point(0, 0)
      #expect(abs(corner.x) <= 0.02 * 183 + 1e-9 && abs(corner.y) <= 0.02 * 256 + 1e-9)
    }
  }

  @Test(
    "refuse geometries that show nothing",
    arguments: [
      GeometryJitter(scale: 0...1), GeometryJitter(shift: 0.7), GeometryJitter(shift: -0.1),
      GeometryJitter(shift: .nan), GeometryJitter(rotation: 90), GeometryJitter(leastVisible: 2),
    ])
  func badGeometry(geometry: GeometryJitter) {
    #expect(throws: TrainingDataError.self) {
      try view(Augmentation(geometry: geometry), seed: 0)
    }
  }

  @Test(
    "refuse changes that cannot be drawn",
    arguments: [
      BrightnessContrast(brightness: -0.1, contrast: 0),
      BrightnessContrast(brightness: 0, contrast: .nan), ColourJitter(saturation: -1),
      ColourJitter(probability: 2), GaussianBlur(deviation: -1...1),
      GaussianBlur(deviation: 1...1000), JPEGDegradation(quality: 0...50),
      JPEGDegradation(quality: 50...101), CutOut(patches: -5...1), CutOut(side: 0.5...2),
    ] as [any PixelAugmentation])
  func badPixels(augmentation: any PixelAugmentation) {
    #expect(throws: TrainingDataError.self) {
      try view(
        Augmentation(geometry: GeometryJitter(), pixels: [augmentation]), seed: 0)
    }
  }
}
