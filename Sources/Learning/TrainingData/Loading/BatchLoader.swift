import Synchronization

/// Reads, changes and joins pages on threads of its own, ahead of the training that takes them.
///
/// A batch depends on the pages, the sampling, the settings' seed and its step alone: not on the
/// number of workers, nor on where loading began. A page that cannot be read is counted, and the
/// next one takes its place. Batches are made as long as the loader is there: `stop` it, or let go
/// of it.
public final class BatchLoader: Sendable {
  private let queue: BatchQueue<TrainingBatch>
  private let maker: BatchMaker
  private let workers: [Task<Void, Never>]
  private let account = Mutex(Account())

  private struct Account {
    var statistics = LoaderStatistics()
    var first: ContinuousClock.Instant?
  }

  /// Starts loading.
  ///
  /// - Parameters:
  ///   - pages: the pages that `sampling` counts.
  ///   - classes: number of classes that are trained.
  ///   - sampling: which pages make up a batch.
  ///   - settings: how they are loaded.
  ///   - step: the first step; a run that was broken off goes on from where it was.
  /// - Throws: `TrainingDataError.noPages`, `.unknownClass`, `.badSetting`.
  public init(
    _ pages: [TrainingPage], classes: Int, sampling: PageSampling, settings: LoaderSettings,
    from step: Int = 0
  ) throws(TrainingDataError) {
    try settings.check()
    guard !pages.isEmpty else { throw .noPages(source: "the training set") }
    guard sampling.weights.count == pages.count else {
      throw .badSetting(
        name: "sampling", value: "for \(sampling.weights.count) pages",
        allowed: "one for the \(pages.count) pages")
    }
    try TrainingDataError.check("first step", step, in: 0...Int(Int32.max))
    for page in pages { try page.check(classes: classes) }
    let queue = BatchQueue<TrainingBatch>(from: step, depth: settings.depth)
    let maker = BatchMaker(pages, sampling, settings)
    self.queue = queue
    self.maker = maker
    workers = (0..<settings.workers).map { _ in
      Task(executorPreference: LoaderThreads.shared) {
        while let step = await queue.claim() {
          do throws(TrainingDataError) {
            queue.deliver(.success(try await maker.batch(step)), step: step)
          } catch {
            queue.deliver(.failure(error), step: step)
          }
        }
      }
    }
  }

  deinit { queue.stop() }

  /// The next batch, as soon as it is made; steps follow one another.
  ///
  /// Where the task that waits is cancelled, the loader stops.
  ///
  /// - Throws: `TrainingDataError.noReadablePage`, `.tensors`, `.stopped`.
  public func next() async throws(TrainingDataError) -> TrainingBatch {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = await withTaskCancellationHandler {
      await queue.take()
    } onCancel: {
      queue.stop()
    }
    let end = clock.now
    let batch = try outcome.get()
    account.withLock { account in
      if account.first == nil {
        account.first = end
        account.statistics.firstWait = (end - start) / .seconds(1)
      } else {
        account.statistics.waited += (end - start) / .seconds(1)
      }
      account.statistics.batches += 1
      account.statistics.pages += batch.pages.count
      if let first = account.first { account.statistics.elapsed = (end - first) / .seconds(1) }
    }
    return batch
  }

  /// What it did so far, as of the latest batch that was taken.
  public var statistics: LoaderStatistics {
    var statistics = account.withLock(\.statistics)
    maker.report(to: &statistics)
    return statistics
  }

  /// Stops loading, and waits until the workers have ended.
  public func stop() async {
    queue.stop()
    for worker in workers { await worker.value }
  }
}
