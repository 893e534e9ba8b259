extension TeacherWorker {
  /// The median seconds of the model alone, on whatever its input holds, for benchmarks.
  ///
  /// - Throws: `DetectionError`.
  public func secondsOfInference(repeats: Int) throws(DetectionError) -> Double {
    let clock = ContinuousClock()
    var seconds: [Double] = []
    // The first inference allocates.
    for _ in 0...max(1, repeats) {
      let start = clock.now
      try runModel()
      seconds.append((clock.now - start) / .seconds(1))
    }
    return seconds.dropFirst().sorted()[max(1, repeats) / 2]
  }
}
