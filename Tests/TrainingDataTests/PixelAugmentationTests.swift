import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Changes of pixels")
struct PixelAugmentationTests {
  /// A white page with a red and a black bar, letterboxed without scaling.
  private func page() throws -> InputImage {
    var image = try InputImage(
      paper(64, 96, bars: [Box(x: 16, y: 16, width: 32, height: 32)]),
      regions: [TrainingRegion(box: Box(x: 16, y: 16, width: 32, height: 32), classIndex: 0)],
      inputSize: 96)
    for y in 60..<80 {
      for x in 16..<48 {
        let index = (y * 64 + x) * 3
        image.raster.pixels[index + 1] = 0
        image.raster.pixels[index + 2] = 0
      }
    }
    return image
  }

  private func changed(_ augmentation: any PixelAugmentation, seed: UInt64) throws -> InputImage {
    var image = try page()
    var random = SplitMix64(seed: seed)
    try augmentation.apply(to: &image, &random)
    return image
  }

  private func pixel(_ image: InputImage, _ x: Int, _ y: Int) -> [Int] {
    let index = (y * image.raster.width + x) * 3
    return (0..<3).map { Int(image.raster.pixels[index + $0]) }
  }

  @Test func `leave regions and sizes alone`() throws {
    let before = try page()
    for augmentation in Augmentation.strong.pixels {
      for seed in 0..<5 as Range<UInt64> {
        let image = try changed(augmentation, seed: seed)
        #expect(image.raster.pixels.count == before.raster.pixels.count)
        #expect(image.regions.map(\.box) == before.regions.map(\.box))
        #expect(image.raster == (try changed(augmentation, seed: seed)).raster)
      }
    }
  }

  @Test func `change brightness and contrast within their shares`() throws {
    for seed in 0..<40 as Range<UInt64> {
      let dark = try changed(BrightnessContrast(brightness: 0.2, contrast: 0), seed: seed)
      #expect((204...255).contains(pixel(dark, 2, 2)[0]))
      #expect(pixel(dark, 20, 20)[0] == 0)
      let flat = try changed(BrightnessContrast(brightness: 0, contrast: 0.2), seed: seed)
      #expect(pixel(flat, 2, 2)[0] >= 235)
      #expect((0...45).contains(pixel(flat, 20, 20)[0]))
    }
  }

  @Test func `turn colours and keep grey`() throws {
    let turn = ColourJitter(probability: 1, saturation: 0.4, hue: 0.1, tint: 0, grey: 0)
    for seed in 0..<20 as Range<UInt64> {
      let image = try changed(turn, seed: seed)
      #expect(pixel(image, 2, 2).allSatisfy { $0 >= 254 })
      let red = pixel(image, 20, 70)
      #expect(red[0] > red[1] && red[0] > red[2])
    }
    let grey = try changed(ColourJitter(probability: 0, grey: 1), seed: 0)
    let value = pixel(grey, 20, 70)
    #expect(value.allSatisfy { abs($0 - 76) <= 1 })
    let tinted = try changed(ColourJitter(probability: 1, tint: 0.15, grey: 0), seed: 3)
    #expect(pixel(tinted, 2, 2).allSatisfy { (216...255).contains($0) })
    #expect(Set(pixel(tinted, 2, 2)).count > 1)
  }

  @Test func `blur edges and keep the mean`() throws {
    let image = try changed(GaussianBlur(probability: 1, deviation: 1...1), seed: 0)
    #expect(pixel(image, 2, 2) == [255, 255, 255])
    // Two pixels inside, the normal distribution's tail beyond 1.5 deviations.
    #expect((30...90).contains(pixel(image, 16, 32)[0]))
    #expect(pixel(image, 32, 32)[0] <= 1)
    let (before, after) = (try page().raster.meanColour, image.raster.meanColour)
    #expect(abs(Int(before.red) - Int(after.red)) <= 1)
    let edge = try changed(GaussianBlur(probability: 1, deviation: 3...3), seed: 0)
    #expect(pixel(edge, 0, 0) == [255, 255, 255] && pixel(edge, 63, 95) == [255, 255, 255])
  }

  @Test func `lose what JPEG loses`() throws {
    let before = try page()
    let image = try changed(JPEGDegradation(probability: 1, quality: 5...5), seed: 0)
    #expect(image.raster != before.raster)
    let fine = try changed(JPEGDegradation(probability: 1, quality: 100...100), seed: 0)
    #expect(abs(pixel(fine, 32, 32)[0]) <= 3 && pixel(fine, 2, 2)[0] >= 252)
  }

  @Test func `cut out, and ignore what is hidden`() throws {
    let whole = try changed(CutOut(patches: 1...1, side: 1...1), seed: 0)
    #expect(whole.regions.allSatisfy { $0.isIgnored })
    #expect(Set(whole.raster.pixels.chunked(by: 3)).count == 1)
    let before = try page()
    for seed in 0..<30 as Range<UInt64> {
      let image = try changed(CutOut(patches: 1...5, side: 0.05...0.2), seed: seed)
      #expect(image.regions.allSatisfy { !$0.isIgnored })
      let painted = zip(image.raster.pixels, before.raster.pixels).count { $0 != $1 }
      #expect(painted <= 5 * 13 * 20 * 3)
    }
  }
}

extension [UInt8] {
  fileprivate func chunked(by size: Int) -> [[UInt8]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
