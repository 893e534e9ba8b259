import Foundation
import Synchronization

extension Teacher {
  /// The model alone, for benchmarks: `workers` threads run it `repeats` times each, on whatever
  /// their inputs hold.
  ///
  /// - Returns: wall-clock seconds of all that, divided by `repeats`.
  /// - Throws: `DetectionError`.
  public func secondsOfInference(workers: Int, repeats: Int) throws -> Double {
    // Each is used by one thread alone.
    nonisolated(unsafe) let workers = (0..<max(1, workers)).map { _ in makeWorker() }
    // The first inference allocates.
    for worker in workers { try worker.runModel() }
    let clock = ContinuousClock()
    let start = clock.now
    let failures = Mutex<[any Error]>([])
    DispatchQueue.concurrentPerform(iterations: workers.count) { number in
      do {
        for _ in 0..<max(1, repeats) { try workers[number].runModel() }
      } catch {
        failures.withLock { $0.append(error) }
      }
    }
    if let failure = failures.withLock({ $0.first }) { throw failure }
    return (clock.now - start) / .seconds(1) / Double(max(1, repeats))
  }
}
