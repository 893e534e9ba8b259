/// Measures how long each stage of a page takes.
struct StageClock {
  private(set) var seconds: [StageSeconds] = []

  mutating func time<Result>(
    _ stage: String, _ body: () async throws -> Result
  ) async rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    defer { add(stage, (clock.now - start) / .seconds(1)) }
    return try await body()
  }

  mutating func add(_ stage: String, _ duration: Double) {
    seconds.append(StageSeconds(stage: stage, seconds: duration))
  }
}
