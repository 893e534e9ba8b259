import LabelStore
import Layout
import Testing

@Suite("What an audit tells")
struct AuditStatisticsTests {
  private let box = Box(x: 0, y: 0, width: 10, height: 10)

  private func correction(
    _ status: Correction.Status, className: String = "Text", gain: Double = 0.05,
    teacher: String = "Text"
  ) -> Correction {
    Correction(
      key: "f", version: 1, status: status, box: box, className: className, parent: nil, order: 0,
      by: "anna", at: "now",
      origin: .init(
        box: box, className: "Text", score: 0.9, decision: .accepted, gain: gain,
        parts: [.init(source: .teacher, box: box, className: teacher)]))
  }

  private func statistics(
    _ corrections: [Correction], rest: [Int: Int] = [0: 100]
  ) -> AuditStatistics {
    AuditStatistics(
      corrections: corrections, waiting: 100, acceptedByGain: rest, pages: 3, donePages: 1)
  }

  @Test(
    "Wilson's interval",
    arguments: [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0)])
  func interval(right: Int, seen: Int, low: Double, high: Double) {
    let interval = Proportion(right: right, seen: seen).interval
    #expect(abs(interval.lowerBound - low) < 1e-3 && abs(interval.upperBound - high) < 1e-3)
  }

  @Test func `counts what stayed and who was right`() throws {
    let statistics = statistics([
      correction(.accepted), correction(.rejected), correction(.accepted, className: "Title"),
      correction(.accepted, className: "Title", teacher: "Title"), correction(.open),
    ])
    #expect(statistics.decided == 4)
    #expect(statistics.unchanged == Proportion(right: 1, seen: 4))
    #expect(statistics.sources == [.teacher: Proportion(right: 2, seen: 4)])
  }

  @Test func `speaks of the rest by like regions only`() throws {
    // Doubtful regions were mostly wrong, and of sure ones all were right: the rest is sure.
    let looked =
      (0..<50).map { _ in correction(.accepted, gain: 0.05) }
      + (0..<50).map { _ in correction(.rejected, gain: 0.95) }
    let sure = try #require(statistics(looked).rest)
    #expect(sure.precision > 0.95 && sure.interval.contains(sure.precision))
    #expect(sure.basis == 100)
    let doubtful = try #require(statistics(looked, rest: [9: 100]).rest)
    #expect(doubtful.precision < 0.05)
    #expect(statistics([]).rest == nil)
  }
}
