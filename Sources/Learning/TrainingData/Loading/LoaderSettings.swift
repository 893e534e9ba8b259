/// How a loader works.
public struct LoaderSettings: Sendable {
  /// Pixels of a page's longer side in the input.
  public var inputSize: Int
  /// How pages are changed.
  public var augmentation: Augmentation
  /// Fixes the changes; the order has a seed of its own (`PageSampling`).
  public var seed: UInt64
  /// Threads that read and change pages.
  public var workers: Int
  /// Batches that are ready or being made, at most.
  public var depth: Int
  /// Bytes of page images that are kept from one epoch to the next.
  public var cacheBytes: Int
  /// Which part of every batch is loaded, of how many: each process of a job has its own.
  public var part = (index: 0, count: 1)

  /// Makes settings.
  public init(
    inputSize: Int, augmentation: Augmentation, seed: UInt64, workers: Int = 1, depth: Int = 3,
    cacheBytes: Int = 256 << 20
  ) {
    self.inputSize = inputSize
    self.augmentation = augmentation
    self.seed = seed
    self.workers = workers
    self.depth = depth
    self.cacheBytes = cacheBytes
  }

  /// Refuses settings that nothing can be loaded with.
  func check() throws(TrainingDataError) {
    try Letterbox.check(inputSize: inputSize)
    try TrainingDataError.check("workers", workers, in: 1...256)
    try TrainingDataError.check("depth", depth, in: 1...1024)
    try augmentation.check()
  }
}
