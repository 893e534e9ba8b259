import ArgumentParser
import Foundation
import Layout
import PageImages
import TrainingData

/// `GalleyBench loading`: how fast pages are made ready for training.
struct LoadingBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loading",
    abstract: "How fast labelled pages are read, augmented and joined to batches.",
    discussion: """
      GalleyBench loading labels/annotations.json --taxonomy doclaynet --sheet sheet.png
      """)

  @Argument(help: "A COCO annotation file.")
  var annotations: String

  @Option(help: "Taxonomy of its classes.")
  var taxonomy = "doclaynet"

  @Option(help: "Pixels of a page's longer side.")
  var inputSize = 640

  @Option(help: "Pages in a batch.")
  var batchSize = 8

  @Option(help: "Numbers of workers to compare.")
  var workers = [1, 2]

  @Option(help: "MiB of page images that are kept; 0 decodes each page anew.")
  var cache = 0

  @Option(help: "Milliseconds that a training step takes; 0 takes batches as they come.")
  var step = 0

  @Option(help: "Epochs of each run.")
  var epochs = 1

  @Option(help: "Writes a sheet of augmented pages with their boxes to this PNG file.")
  var sheet: String?

  func run() async throws {
    let taxonomy = try Taxonomy.named(taxonomy)
    let set = try COCOPages.read(URL(fileURLWithPath: annotations), taxonomy: taxonomy)
    print(
      "\(set.pages.count) pages of \(set.documents.count) documents, "
        + "\(set.pages.reduce(0) { $0 + $1.regions.count }) regions, "
        + "\(set.degenerateBoxes) degenerate boxes, \(set.leftOutBoxes) boxes left out, "
        + "\(set.skipped.count) pages skipped")
    if let sheet {
      try await ContactSheet(set.pages, classes: taxonomy.count).write(
        to: URL(fileURLWithPath: sheet))
    }
    let sampling = try PageSampling(
      weights: set.pages.map { _ in 1 }, batchSize: batchSize, seed: 1)
    for (name, augmentation) in [
      ("none", Augmentation.none), ("weak", .weak), ("strong", .strong),
    ] {
      for workers in workers {
        let loader = try BatchLoader(
          set.pages, classes: taxonomy.count, sampling: sampling,
          settings: LoaderSettings(
            inputSize: inputSize, augmentation: augmentation, seed: 1, workers: workers,
            cacheBytes: cache << 20))
        let before = Self.processorSeconds()
        let batches = max(2, epochs * set.pages.count / batchSize)
        for _ in 0..<batches {
          _ = try await loader.next()
          if step > 0 { try await Task.sleep(for: .milliseconds(step)) }
        }
        await loader.stop()
        let seconds = Self.processorSeconds() - before
        print(Self.line(name, workers, loader.statistics, seconds, batchSize: batchSize))
      }
    }
  }

  private static func line(
    _ name: String, _ workers: Int, _ account: LoaderStatistics, _ seconds: Double, batchSize: Int
  ) -> String {
    let rate = Double(account.pages - batchSize) / max(account.elapsed, 1e-9)
    return String(
      format: "%@, %d workers: %.1f pages/s, waiting %.1f %%, first batch after %.2f s, "
        + "%.1f ms of a processor a page, %d failures",
      name, workers, rate, 100 * account.shareWaiting, account.firstWait,
      1000 * seconds / Double(max(1, account.pages)), account.failures.count)
  }

  /// Seconds that this process has kept processors busy.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
