import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing
import TrainingData

@Suite("Loading of batches")
struct BatchLoaderTests {
  private func loader(
    _ pages: [TrainingPage], augmentation: Augmentation = .strong, workers: Int = 1,
    from step: Int = 0, depth: Int = 3, cacheBytes: Int = 1 << 20
  ) throws -> BatchLoader {
    try BatchLoader(
      pages, classes: 2,
      sampling: PageSampling(
        weights: pages.map { _ in 1 }, batchSize: 3, seed: 4),
      settings: LoaderSettings(
        inputSize: 96, augmentation: augmentation, seed: 8, workers: workers, depth: depth,
        cacheBytes: cacheBytes), from: step)
  }

  private struct Print: Hashable {
    var step: Int
    var pages: [Int]
    var boxes: [Box]
    var values: [Float]
  }

  private func prints(_ loader: BatchLoader, _ count: Int) async throws -> [Print] {
    var prints: [Print] = []
    for _ in 0..<count {
      let batch = try await loader.next()
      prints.append(
        Print(
          step: batch.step, pages: batch.pages.map(\.index),
          boxes: batch.pages.flatMap { $0.regions.map(\.box) },
          values: try batch.images.array(of: Float.self)))
    }
    return prints
  }

  @Test func `gives the same batches whatever the threads, and from any step on`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let pages = try barPages(7, in: folder)
      let plain = try loader(pages)
      let expected = try await prints(plain, 9)
      #expect(expected.map(\.step) == Array(0..<9))
      #expect(Set(expected[0].pages + expected[1].pages + [expected[2].pages[0]]).count == 7)
      for (workers, depth, cache) in [(4, 5, 1 << 20), (2, 1, 0), (3, 8, 40_000)] {
        let other = try loader(pages, workers: workers, depth: depth, cacheBytes: cache)
        #expect(try await prints(other, 9) == expected)
        await other.stop()
      }
      let resumed = try loader(pages, workers: 2, from: 5)
      #expect(try await prints(resumed, 4) == Array(expected[5...]))
    }
  }

  @Test func `joins pages of different shapes`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let loader = try loader(barPages(3, in: folder), augmentation: .none)
      let batch = try await loader.next()
      #expect(batch.images.shape == [3, 3, 96, 96])
      for page in batch.pages {
        #expect(near(page.scale, 96.0 / 150))
        #expect(
          page.height == 96
            && page.width == Int((96.0 / 150 * Double(100 + page.index * 10)).rounded()))
        let region = try #require(page.regions.first)
        let back = try #require(page.transform.inverse).box(region.box)
        #expect(near(back, Box(x: 20, y: Double(10 + page.index), width: 60, height: 20), 1e-9))
        #expect(page.name.hasSuffix("page-\(page.index).png"))
      }
      await loader.stop()
      #expect(loader.statistics.batches == 1 && loader.statistics.pages == 3)
      #expect(loader.statistics.worked > 0 && loader.statistics.failures.isEmpty)
    }
  }

  @Test func `shows an unchanged page as a single one is shown`() async throws {
    let file = Fixture.file("pages/PMC4972521_00010.jpg").path
    let loader = try loader(
      [TrainingPage(image: PageReference(file: file), document: "a")], augmentation: .none)
    let batch = try await loader.next()
    let image = try await PageSource.open(file).render(page: 1, dpi: 100).image
    let single = try InputImage(image, inputSize: 96)
    let expected = try InputImage.tensor(of: [single, single, single])
    #expect(batch.images.shape == expected.shape)
    #expect(try batch.images.array(of: Float.self) == expected.array(of: Float.self))
    #expect(batch.pages.map(\.transform) == [single.transform, single.transform, single.transform])
  }

  @Test func `puts another page in the place of one that cannot be read`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var pages = try barPages(6, in: folder)
      try FileManager.default.removeItem(atPath: pages[1].image.file)
      try Data("no image".utf8).write(to: URL(fileURLWithPath: pages[2].image.file))
      pages[4].height = 300
      pages[5].image.fileHash = "c0ffee"
      let (first, second) = (try loader(pages), try loader(pages, workers: 4))
      let expected = try await prints(first, 6)
      #expect(try await prints(second, 6) == expected)
      #expect(Set(expected.flatMap(\.pages)) == [0, 3])
      await first.stop()
      let failures = first.statistics.failures
      #expect(failures.keys.sorted() == [1, 2, 4, 5])
      #expect(failures[1]?.description.contains("page-1.png: no such file") == true)
      #expect(failures[2]?.description.contains("page-2.png: is neither") == true)
      #expect(
        failures[4]
          == .otherShape(page: pages[4].image.name, labelled: [110, 300], found: [110, 150]))
      #expect(failures[5] == .changed(page: pages[5].image.name))
      #expect(first.statistics.replaced >= 12)
    }
  }

  @Test func `lets no single page stand in for many that cannot be read`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let pages = try barPages(12, in: folder)
      for page in pages[6...] { try FileManager.default.removeItem(atPath: page.image.file) }
      let loader = try loader(pages)
      let shown = try await prints(loader, 24).flatMap(\.pages)
      await loader.stop()
      let counts = Dictionary(grouping: shown) { $0 }.mapValues(\.count)
      #expect(counts.keys.sorted() == Array(0..<6))
      // Each has a sixth of the 72 views, but for chance.
      #expect(counts.values.allSatisfy { (5...20).contains($0) }, "\(counts)")
    }
  }

  @Test func `fails where no page can be read`() async throws {
    let pages = [TrainingPage(image: PageReference(file: "/gone.png"), document: "a")]
    let loader = try loader(pages)
    await #expect(
      throws: TrainingDataError.noReadablePage(pages: 1, example: "/gone.png: no such file")
    ) { try await loader.next() }
    await loader.stop()
  }

  @Test func `reads real pages: an image, a scan of two pages, a PDF`() async throws {
    let pages = await UnlabelledPages.read(
      ["PMC4972521_00010.jpg", "scan-two-pages.tiff", "us-government-tables.pdf"].map {
        Fixture.file("pages/\($0)").path
      }, dpi: 50
    ).pages
    let loader = try loader(pages, workers: 2)
    let batches = (pages.count + 2) / 3
    var seen: Set<String> = []
    for _ in 0..<batches { seen.formUnion(try await loader.next().pages.map(\.name)) }
    #expect(seen.count == pages.count)
    await loader.stop()
    #expect(loader.statistics.failures.isEmpty)
  }

  @Test func `stops with work under way, and again`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let loader = try loader(barPages(6, in: folder), workers: 3, depth: 9)
      _ = try await loader.next()
      await loader.stop()
      await #expect(throws: TrainingDataError.stopped) { try await loader.next() }
      await loader.stop()
    }
  }

  @Test func `lets a consumer go that is cancelled`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let loader = try loader(barPages(6, in: folder))
      let consumer = Task {
        while true { _ = try await loader.next() }
      }
      try await Task.sleep(for: .milliseconds(30))
      consumer.cancel()
      await #expect(throws: TrainingDataError.stopped) { try await consumer.value }
      await loader.stop()
    }
  }

  @Test func `refuses what cannot be loaded`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var pages = try barPages(3, in: folder)
      #expect(throws: TrainingDataError.self) { try loader(pages, workers: 0) }
      #expect(throws: TrainingDataError.self) { try loader(pages, depth: 0) }
      #expect(throws: TrainingDataError.self) { try loader(pages, from: -1) }
      #expect(throws: TrainingDataError.self) { try loader([]) }
      pages[1].regions[0].classIndex = 2
      #expect(
        throws: TrainingDataError.unknownClass(
          page: pages[1].image.name, classIndex: 2, classes: 2)
      ) { try loader(pages) }
    }
  }
}
