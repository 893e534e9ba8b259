import Layout
import PageImages
import Testing

@Suite("The orientation of an image")
struct ImageOrientationTests {
  @Test("is undone", arguments: ImageOrientation.allCases)
  func undone(orientation: ImageOrientation) throws {
    let stored = SmallPicture.stored(SmallPicture.rows, as: orientation.rawValue)
    let upright = try #require(SmallPicture.image(of: stored)).turnedUpright(from: orientation)
    #expect((upright.width, upright.height) == (SmallPicture.width, SmallPicture.height))
    #expect(upright.pixels == SmallPicture.image?.pixels)
  }

  @Test(
    "may be told in quarter turns",
    arguments: [(0, 0), (1, 90), (2, 180), (3, 270), (4, 0), (-1, 270), (-6, 180)])
  func turns(quarters: Int, degrees: Int) {
    #expect(ImageOrientation(quarterTurns: quarters).clockwiseDegrees == degrees)
  }

  @Test("A turn moves pixels as boxes", arguments: [0, 90, 180, 270])
  func pixels(degrees: Int) throws {
    let image = try PageImage(
      width: 3, height: 2, pixels: (0..<6).flatMap { [UInt8($0), 100 + UInt8($0), 200] })
    let turn = PageTurn(clockwise: degrees, of: image.bounds)
    let turned = turn(image)
    for y in 0..<2 {
      for x in 0..<3 {
        let box = turn(Box(x: Double(x), y: Double(y), width: 1, height: 1))
        let place = (Int(box.y1) * turned.width + Int(box.x1)) * 3
        #expect(
          turned.pixels[place..<place + 3] == image.pixels[(y * 3 + x) * 3..<(y * 3 + x) * 3 + 3])
      }
    }
  }
}
