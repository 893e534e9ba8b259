import Dispatch

/// Threads for decoding and scaling, which would block Swift's cooperative pool.
///
/// As many run as there are tasks on them at a time.
final class LoaderThreads: TaskExecutor {
  /// Those of the process: a task may end after its loader, and needs its threads till then.
  static let shared = LoaderThreads()

  private let queue = DispatchQueue(
    label: "training data", qos: .userInitiated, attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
