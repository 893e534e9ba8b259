import Foundation
import LabelStore
import Layout
import PageImages

/// Pictures of pages, drawn when they are first looked at; the latest are kept.
actor PagePictures {
  /// A picture as it goes out.
  struct Picture: Sendable {
    var data: Data
    var tag: String
  }

  private static let mostBytes = 64 << 20
  private static let quality = 85

  private struct Place: Hashable {
    let page: PageKey
    let hash: String
    /// It follows the resolution that the page was labelled at.
    let width: Int
  }

  private let password: String?
  private var pictures: [Place: Task<Picture, any Error>] = [:]
  private var order: [Place] = []
  private var sizes: [Place: Int] = [:]

  init(password: String?) { self.password = password }

  /// The page's picture, in the pixels of its labels.
  func picture(of page: Page) async throws -> Picture {
    let place = Place(
      page: PageKey(path: page.file, number: page.number), hash: page.fileHash, width: page.width)
    let task: Task<Picture, any Error>
    if let known = pictures[place] {
      task = known
      order.removeAll { $0 == place }
    } else {
      task = Task.detached { [password] in
        try await Self.draw(page, password: password)
      }
      pictures[place] = task
    }
    order.append(place)
    do {
      let picture = try await task.value
      sizes[place] = picture.data.count
      forgetOldest()
      return picture
    } catch {
      pictures[place] = nil
      order.removeAll { $0 == place }
      throw error
    }
  }

  private func forgetOldest() {
    while order.count > 1, sizes.values.reduce(0, +) > Self.mostBytes {
      let place = order.removeFirst()
      pictures[place] = nil
      sizes[place] = nil
    }
  }

  private static func draw(_ page: Page, password: String?) async throws -> Picture {
    let data: Data
    do {
      let source = try await PageSource.open(page.file, password: password)
      guard source.fileHash == page.fileHash else { throw PageImagesError.changed(file: page.file) }
      let image = try await source.render(page: page.number, dpi: page.dpi).image
      data = try ImageEncoding.data(image, as: .jpeg(quality: quality))
    } catch let error as PageImagesError {
      // The error names the file's whole path.
      FileHandle.standardError.write(Data("galley: \(error)\n".utf8))
      throw RequestError(
        .gone, "the page's file cannot be drawn any more: galley's own messages tell why")
    }
    return Picture(data: data, tag: "\"\(page.fileHash.prefix(16))-\(page.number)-\(page.width)\"")
  }
}
