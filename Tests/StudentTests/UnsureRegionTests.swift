import GalleyTesting
import Layout
import Student
import Tensors
import Testing

@Suite("Regions that nobody is sure of")
struct UnsureRegionTests {
  /// What the points of an untrained student learn on a page, by point.
  private func learnt(
    ignored: [Box] = [], doubtful: [Box] = []
  ) throws -> (points: [Bool], predictions: [DetectedBox]) {
    let store = try ParameterStore(seed: 1)
    let student = try Student(store.root, preset: .tiny, classCount: 1)
    let output = try student(DrawnPage(seed: 1, size: 64).image(), .inference)
    let parts = try DetectionLoss(lastBin: student.lastBin)(
      output, [[]], ignored: [ignored], doubtful: [doubtful])
    let gradient = try #require(try parts.total().gradients(of: [output.classLogits]).first ?? nil)
    var settings = DecodingSettings()
    (settings.minimumScore, settings.overlap, settings.votes) = (0, 1, false)
    settings.mostPerPage = 10_000
    return (
      try gradient.array(of: Float.self).map { $0 != 0 },
      try StudentDecoder(settings).detections(output)[0]
    )
  }

  @Test func `mute the points that predict them, wherever those are, and no others`() throws {
    let all = try learnt()
    #expect(!all.points.contains(false))
    let wanted = try #require(all.predictions.first).box
    let muted = all.predictions.count { $0.box.intersectionOverUnion(wanted) >= 0.5 }
    let some = try learnt(doubtful: [wanted]).points
    #expect(some.count { !$0 } == muted && muted < some.count)
    // A box around the whole page is what no point predicts.
    let page = Box(x1: -1000, y1: -1000, x2: 1064, y2: 1064)
    #expect(try learnt(doubtful: [page]).points == all.points)
  }

  @Test func `inside a crowd, no point learns`() throws {
    let left = Box(x1: 0, y1: 0, x2: 32, y2: 64)
    let points = try learnt(ignored: [left]).points
    // 8 × 8, 4 × 4 and 2 × 2 points, half of them on the left, and one in the middle.
    #expect(points.count == 85 && points.count { !$0 } == 42)
  }
}
