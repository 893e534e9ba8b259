import Foundation
import Layout
import PageImages
import Synchronization

/// Reads pages, shrunk to what training needs of them, and keeps some.
///
/// Pages are kept until their room is filled, and none is dropped for another: each is wanted once
/// an epoch, where dropping the oldest would drop all. What is kept changes the speed and nothing
/// else.
public final class PageReader: Sendable {
  /// Pixels of the longer side above which pages are shrunk.
  private let longSide: Int
  private let cacheBytes: Int
  private let kept = Mutex(Kept())

  private struct Kept {
    var rasters: [PageReference: ReadPage] = [:]
    var bytes = 0
    var documents: [String: PageSource] = [:]
  }

  init(longSide: Int, cacheBytes: Int) {
    self.longSide = longSide
    self.cacheBytes = cacheBytes
  }

  /// Reads images as they are, and keeps none.
  public convenience init() { self.init(longSide: .max, cacheBytes: 0) }

  /// A page's pixels.
  ///
  /// - Throws: `TrainingDataError` with the page's name.
  func read(_ page: TrainingPage) async throws(TrainingDataError) -> ReadPage {
    if let raster = kept.withLock({ $0.rasters[page.image] }) { return raster }
    let image = try await image(of: page)
    let read = ReadPage(image, longSide: longSide)
    kept.withLock {
      let bytes = read.raster.pixels.count
      guard $0.rasters[page.image] == nil, $0.bytes + bytes <= cacheBytes else { return }
      $0.rasters[page.image] = read
      $0.bytes += bytes
    }
    return read
  }

  /// A page's image, as long as it is the one that was labelled.
  ///
  /// - Throws: `TrainingDataError` with the page's name.
  public func image(of page: TrainingPage) async throws(TrainingDataError) -> PageImage {
    let image = try await render(page.image)
    try TrainingPage.check(width: image.width, height: image.height, page: page.image.name)
    try Self.checkShape(page, image)
    return image
  }

  private func render(_ reference: PageReference) async throws(TrainingDataError) -> PageImage {
    let source: PageSource
    let page: PageImage
    do {
      source = try await open(reference.file)
      page = try await source.render(page: reference.number, dpi: reference.dpi).image
    } catch {
      throw .from(error, page: reference.name)
    }
    guard reference.fileHash == nil || reference.fileHash == source.fileHash else {
      throw .changed(page: reference.name)
    }
    return page
  }

  /// Opens a file; of a few files of several pages it is remembered.
  private func open(_ file: String) async throws(PageImagesError) -> PageSource {
    if let source = kept.withLock({ $0.documents[file] }) { return source }
    let source = try await PageSource.open(file)
    guard source.format == .pdf || source.pageCount > 1 else { return source }
    kept.withLock {
      if $0.documents.count >= 64 { $0.documents = [:] }
      $0.documents[file] = source
    }
    return source
  }

  /// Refuses an image whose sides are not in the proportion of those that were labelled.
  private static func checkShape(
    _ page: TrainingPage, _ image: PageImage
  ) throws(TrainingDataError) {
    guard let width = page.width, let height = page.height else { return }
    let stretch =
      Double(image.width) * Double(height) / (Double(image.height) * Double(width))
    guard abs(stretch - 1) <= 0.03 else {
      throw .otherShape(
        page: page.image.name, labelled: [width, height], found: [image.width, image.height])
    }
  }
}

extension TrainingPage {
  /// Its regions in the pixels of its image, whose size is given.
  public func regions(width: Int, height: Int) -> [TrainingRegion] {
    guard let ownWidth = self.width, let ownHeight = self.height,
      ownWidth != width || ownHeight != height
    else { return regions }
    let (scaleX, scaleY) = (
      Double(width) / Double(ownWidth), Double(height) / Double(ownHeight)
    )
    return regions.map { region in
      var region = region
      region.box = region.box.scaled(x: scaleX, y: scaleY)
      region.variance = region.variance.scaled(x: scaleX, y: scaleY)
      return region
    }
  }
}
