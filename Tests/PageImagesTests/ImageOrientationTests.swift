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
}
