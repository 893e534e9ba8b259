import Layout
import Synchronization

/// Makes the batch of a step, whichever thread asks.
final class BatchMaker: Sendable {
  private let pages: [TrainingPage]
  private let sampling: PageSampling
  private let settings: LoaderSettings
  private let reader: PageReader
  private let memory = Mutex(Memory())

  private struct Memory {
    var epochs: [Int: [Int]] = [:]
    var failures: [Int: TrainingDataError] = [:]
    var replaced = 0
    var worked = 0.0
  }

  init(_ pages: [TrainingPage], _ sampling: PageSampling, _ settings: LoaderSettings) {
    self.pages = pages
    self.sampling = sampling
    self.settings = settings
    reader = PageReader(
      longSide: settings.augmentation.workingSide(settings.inputSize),
      cacheBytes: settings.cacheBytes)
  }

  /// Adds what the makers know to an account.
  func report(to statistics: inout LoaderStatistics) {
    memory.withLock {
      statistics.failures = $0.failures
      statistics.replaced = $0.replaced
      statistics.worked = $0.worked
    }
  }

  /// The batch of a step: a function of the pages, the settings and the step alone.
  ///
  /// - Throws: `TrainingDataError`.
  func batch(_ step: Int) async throws(TrainingDataError) -> TrainingBatch {
    let clock = ContinuousClock()
    let start = clock.now
    var images: [InputImage] = []
    var described: [TrainingBatch.Page] = []
    let whole = Array(sampling.batch(atStep: step, epoch).enumerated())
    let size = whole.count / settings.part.count
    for (place, drawn) in whole[settings.part.index * size..<(settings.part.index + 1) * size] {
      let seed = SplitMix64.seed(SplitMix64.seed(settings.seed, UInt64(step)), UInt64(place))
      let (index, image) = try await view(of: drawn, seed: seed)
      let page = pages[index]
      images.append(image)
      described.append(
        TrainingBatch.Page(
          index: index, name: page.image.name, document: page.document, regions: image.regions,
          transform: image.transform, scale: image.scale, width: image.raster.width,
          height: image.raster.height))
    }
    let batch = TrainingBatch(
      step: step, images: try InputImage.tensor(of: images), pages: described)
    let seconds = (clock.now - start) / .seconds(1)
    memory.withLock { $0.worked += seconds }
    return batch
  }

  /// A view of a page or, if it cannot be read, of another, drawn at random lest one page stands in for
  /// all; where few can be read, of the first that can.
  private func view(
    of drawn: Int, seed: UInt64
  ) async throws(TrainingDataError) -> (index: Int, image: InputImage) {
    let draws = 64
    for attempt in 0...(draws + pages.count) {
      let index =
        switch attempt {
        case 0: drawn
        case ...draws: Int(SplitMix64.seed(seed, UInt64(attempt)) % UInt64(pages.count))
        default: attempt - draws - 1
        }
      guard memory.withLock({ $0.failures[index] == nil }) else { continue }
      let read: ReadPage
      do {
        read = try await reader.read(pages[index])
      } catch {
        memory.withLock { $0.failures[index] = error }
        continue
      }
      if attempt > 0 { memory.withLock { $0.replaced += 1 } }
      return (
        index,
        try settings.augmentation.view(
          of: read, regions: pages[index].regions(width: read.width, height: read.height),
          inputSize: settings.inputSize, seed: seed)
      )
    }
    let example = memory.withLock { $0.failures[drawn]?.description }
    throw .noReadablePage(pages: pages.count, example: example ?? pages[drawn].image.name)
  }

  /// The order of an epoch; the latest are remembered.
  private func epoch(_ epoch: Int) -> [Int] {
    if let order = memory.withLock({ $0.epochs[epoch] }) { return order }
    let order = sampling.pages(ofEpoch: epoch)
    memory.withLock {
      $0.epochs = $0.epochs.filter { abs($0.key - epoch) <= 1 }
      $0.epochs[epoch] = order
    }
    return order
  }
}
