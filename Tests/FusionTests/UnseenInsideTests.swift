import Fusion
import Layout
import Testing

@Suite("A region that only the text implies")
struct UnseenInsideTests {
  let paragraph = Box(x1: 100, y1: 100, x2: 500, y2: 300)

  private func region(ofCaptionAt box: Box) throws -> FusedRegion {
    let result = try PageFusion(taxonomy: .doclaynet).fuse(
      teacher: [estimate(0, paragraph)],
      text: [estimate(0, box, .caption, source: .languageModel)], bounds: bounds)
    return try #require(result.regions.first { !$0.contributions.map(\.source).contains(.teacher) })
  }

  @Test func `is for review where it lies inside one that the teacher saw`() throws {
    let inside = try region(ofCaptionAt: Box(x1: 120, y1: 150, x2: 300, y2: 170))
    #expect(inside.decision == .review)
    #expect(inside.reason.hasSuffix("inside a region that the teacher saw: for review"))
  }

  @Test func `is accepted where the teacher saw nothing`() throws {
    #expect(
      try region(ofCaptionAt: Box(x1: 120, y1: 320, x2: 300, y2: 340)).decision == .accepted)
  }
}
