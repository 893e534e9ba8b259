import Dispatch

/// A thread for all of a program's work with tensors.
///
/// OpenMP keeps a pool of threads for every thread that asks it; Swift's own threads would each get
/// one, and those would hinder one another.
public final class TensorThread: TaskExecutor {
  private let queue = DispatchQueue(label: "tensors", qos: .userInitiated)

  /// A thread of its own.
  public init() {}

  /// Runs a job there.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
