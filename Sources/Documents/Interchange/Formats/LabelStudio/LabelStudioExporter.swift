import Foundation
import Layout

/// Writes pages as tasks of Label Studio, page by page; the file appears when it is finished.
///
/// A page that no person touched has its regions as a prediction; one with a region that a person
/// drew or confirmed has all of them as an annotation.
public final class LabelStudioExporter: PageExporter {
  private let taxonomy: Taxonomy
  private let imagePrefix: String
  private let file: AtomicFile
  private var lost = LossCount([LossCount.empty, LossCount.words])
  /// Pages written.
  public private(set) var pageCount = 0
  /// Regions written.
  public private(set) var regionCount = 0
  /// What tasks cannot hold, a line each.
  public var losses: [String] { lost.lines }

  /// Opens an export; `output` `nil` is standard output.
  ///
  /// - Parameter imagePrefix: what stands before the name of each image so that Label Studio finds
  ///   it, such as `/data/local-files/?d=`.
  /// - Throws: `InterchangeError`.
  public init(
    taxonomy: Taxonomy, imagePrefix: String = "", output: URL?
  ) throws(InterchangeError) {
    self.taxonomy = taxonomy
    self.imagePrefix = imagePrefix
    file = try AtomicFile(output)
    try file.write("[")
  }

  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let drawable = page.drawable()
    lost.add(LossCount.empty, page.regions.count - drawable.regions.count)
    lost.add(LossCount.words, drawable.words.count)
    pageCount += 1
    regionCount += drawable.regions.count
    let ids = Set(drawable.regions.map(\.id))
    let ordered = drawable.regions.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    let regions = ordered.map { region in
      var region = region
      if let parent = region.parent, !ids.contains(parent) { region.parent = nil }
      return LabelStudioRegion(region, on: page.page, task: pageCount, taxonomy: taxonomy)
    }
    let scores = ordered.compactMap(\.score)
    let mean = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    let isHuman = ordered.contains(where: \.isHuman)
    let task = LabelStudioTask(
      id: pageCount,
      data: .init(
        image: imagePrefix + page.name, galley_page: page.name, width: page.page.width,
        height: page.page.height),
      predictions: isHuman
        ? [] : [.init(score: mean.map { JSON.rounded($0, places: 6) }, result: regions)],
      annotations: isHuman ? [.init(result: regions)] : [])
    try file.write(pageCount == 1 ? "\n" : ",\n")
    try file.write(JSON.text(task))
  }

  /// Completes the file and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) {
    try file.write("\n]\n")
    try file.finish()
  }
}
