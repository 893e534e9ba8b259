import Foundation
import Layout

/// Writes pages as a data set of Ultralytics YOLO, page by page; the folder appears when it is
/// finished.
///
/// `labels/train/NAME.txt` holds a line for each region: class, centre and size as shares of the
/// page. `images/train/NAME.EXT` is a link to the page's image, so that readers find both by name.
public final class YOLOExporter: PageExporter {
  private let taxonomy: Taxonomy
  private let folder: ExportFolder
  private let images: AtomicFile
  private var names = FileNames()
  private var lost = LossCount([
    pdfPages, laterPages, strangeImages, missingImages, turnedImages, LossCount.empty,
    LossCount.variances,
    LossCount.scores, LossCount.parents, LossCount.order, LossCount.humans, LossCount.words,
  ])
  /// Pages written.
  public private(set) var pageCount = 0
  /// Regions written.
  public private(set) var regionCount = 0
  /// What YOLO labels cannot hold, a line each.
  public var losses: [String] { lost.lines }

  private static let pdfPages = "pages left out: pages of a PDF have no image file"
  private static let laterPages = "pages left out: only the first page of a TIFF is read"
  private static let strangeImages = "pages left out: YOLO does not read such image files"
  private static let missingImages = "pages left out: their image files are not there any more"

  private static let turnedImages =
    "pages: their image files are turned by an orientation tag, which some readers pass over"

  /// Endings under which Ultralytics looks for images of the formats that Galley labels; the first is
  /// given to a file that has another.
  private static let endings: [FileFormat: [String]] = [
    .bmp: ["bmp"], .jpeg: ["jpg", "jpeg"], .png: ["png"], .tiff: ["tif", "tiff"], .webp: ["webp"],
  ]

  /// Opens an export into a folder.
  ///
  /// - Throws: `InterchangeError.cannotWrite`, if other files lie in it.
  public init(taxonomy: Taxonomy, output: URL) throws(InterchangeError) {
    self.taxonomy = taxonomy
    folder = try ExportFolder(output)
    images = try folder.file("images.txt")
  }

  /// Adds a page; one without an image file is left out and counted.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let file = URL(fileURLWithPath: page.page.file)
    let format = Self.format(of: page.page)
    if let reason = Self.obstacle(page, file, format) {
      lost.add(reason)
      return
    }
    let drawable = page.drawable()
    countLosses(of: page, drawable)
    let name = names.name(for: page)
    let image = "images/train/\(name).\(Self.ending(of: file, format))"
    try folder.link(image, to: file.absoluteURL.standardizedFileURL)
    try folder.write(Self.lines(of: drawable), to: "labels/train/\(name).txt")
    try images.write("./\(image)\n")
    pageCount += 1
    regionCount += drawable.regions.count
  }

  /// Completes the folder and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) {
    try images.finish()
    var text = "# Labels made by galley. No page is held out: give val a list of your own.\n"
    text += "train: images.txt\nval: images.txt\nnames:\n"
    for (index, region) in taxonomy.classes.enumerated() {
      text += "  \(index): \(Self.quoted(region.name))\n"
    }
    try folder.write(text, to: "data.yaml")
    try folder.finish()
  }

  /// What a page's file holds; by its name where nobody said.
  private static func format(of page: Page) -> FileFormat? {
    guard !page.isOfPDF else { return .pdf }
    let ending = URL(fileURLWithPath: page.file).pathExtension.lowercased()
    return page.format ?? endings.first { $0.value.contains(ending) }?.key
  }

  /// Why a page cannot be written; `nil` if it can.
  private static func obstacle(
    _ page: ExportedPage, _ file: URL, _ format: FileFormat?
  ) -> String? {
    if format == .pdf { return pdfPages }
    if page.page.number > 1 { return laterPages }
    if format.flatMap({ endings[$0] }) == nil { return strangeImages }
    return FileManager.default.fileExists(atPath: file.path) ? nil : missingImages
  }

  /// The file's own ending if it is one of its format's.
  private static func ending(of file: URL, _ format: FileFormat?) -> String {
    let known = format.flatMap { endings[$0] } ?? []
    return known.contains(file.pathExtension.lowercased())
      ? file.pathExtension : known.first ?? file.pathExtension
  }

  private static func lines(of page: ExportedPage) -> String {
    let (width, height) = (Double(page.page.width), Double(page.page.height))
    let regions = page.regions.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    return regions.map { region in
      let box = region.box.scaled(x: 1 / width, y: 1 / height)
      let shares = [box.centreX, box.centreY, box.width, box.height].map { $0.text(places: 6) }
      return "\(region.classIndex) \(shares.joined(separator: " "))\n"
    }.joined()
  }

  private func countLosses(of page: ExportedPage, _ drawable: ExportedPage) {
    lost.add(LossCount.empty, page.regions.count - drawable.regions.count)
    if page.page.rotation != 0 { lost.add(Self.turnedImages) }
    lost.addVariances(of: drawable)
    lost.addScores(of: drawable)
    lost.addParents(of: drawable)
    lost.add(LossCount.order, drawable.regions.count)
    lost.addHumans(of: drawable)
    lost.add(LossCount.words, drawable.words.count)
  }

  /// A name as YAML in double quotes, in ASCII, which every reader of YAML takes.
  private static func quoted(_ name: String) -> String {
    var quoted = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case " "..."~": quoted.unicodeScalars.append(scalar)
      default: quoted += String(format: "\\U%08X", scalar.value)
      }
    }
    return "\"\(quoted)\""
  }
}
