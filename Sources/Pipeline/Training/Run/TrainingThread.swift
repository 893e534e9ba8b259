import Dispatch

/// The one thread of a run's tensors.
///
/// OpenMP keeps a pool of threads for every thread that asks it; Swift's own threads would each get
/// one, and those would hinder one another.
final class TrainingThread: TaskExecutor {
  private let queue = DispatchQueue(label: "training", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
