import Foundation
import GalleyTesting

/// An authored page set on paper of 380 x 540 points: what is drawn, and where each line stands.
///
/// Measures are points; y counts downwards, as on the page, and is turned over when drawn.
struct PageSetting {
  static let width = 380.0
  static let height = 540.0
  private static let margin = 40.0
  private static let columnStep = 158.0

  /// Where ink of a region is to be looked for.
  enum Place {
    /// From the start of a line to the right, as far as its words go.
    case line(x: Double, baseline: Double, size: Double)
    /// What is drawn without words.
    case area(x: Double, y: Double, width: Double, height: Double)
  }

  /// Operators of the content stream.
  private(set) var content = ""
  /// For each region of the page, its places.
  private(set) var places: [[Place]] = []

  private let page: AuthoredPage
  private var top = Self.margin
  private var left = Self.margin
  /// Where the columns begin.
  private var columnTop: Double?
  /// Top of the region before, for one that stands beside it.
  private var previousTop = Self.margin

  /// Sets a page.
  ///
  /// - Throws: `AuthoredPageFault` for a line that cannot be set, or one below the paper's edge.
  init(_ page: AuthoredPage) throws {
    self.page = page
    for region in page.regions { places.append(try set(region)) }
  }

  /// The page as a PDF.
  var pdf: SmallPDF {
    SmallPDF(width: Int(Self.width), height: Int(Self.height), content: content)
  }

  private mutating func set(_ region: AuthoredPage.Region) throws -> [Place] {
    let flow = top
    if let column = region["column"] {
      let start = columnTop ?? top + (region["gap"] ?? 0)
      columnTop = start
      left = Self.margin + Self.columnStep * (column - 1)
      top = start
    } else if region.has("beside") {
      top = previousTop
    } else if let y = region["y"] {
      top = y
    } else if !places.isEmpty {
      top += region["gap"] ?? 6
    }
    let start = top
    let x = left + (region["beside"] ?? region["x"] ?? 0)
    let places: [Place] =
      switch region.className {
      case "Picture": [picture(region, x)]
      case "Table": [try table(region, x)]
      default: try lines(region, x)
      }
    guard top <= Self.height - 12 else {
      throw AuthoredPageFault(place: "\(page.name) is too long: \(region.lines)")
    }
    previousTop = start
    if region.has("beside") { top = max(flow, top) }
    // What stands at a place of its own does not move the others.
    if region.has("y") { top = flow }
    return places
  }

  private mutating func lines(_ region: AuthoredPage.Region, _ x: Double) throws -> [Place] {
    let size = region["size"] ?? page.size
    var places: [Place] = []
    for (index, line) in region.lines.enumerated() {
      let indent = (index == 0 ? region["first"] : region["hang"]) ?? 0
      let baseline = top + size
      try draw(line, x + indent, baseline, size, region)
      var start = x + indent
      if index == 0, let mark = region.options["mark"] {
        start = x - 11
        draw(mark: mark, start, baseline, size)
      }
      places.append(.line(x: start, baseline: baseline, size: size))
      top += 1.22 * size
    }
    return places
  }

  /// Words between `**` are bold.
  private mutating func draw(
    _ line: String, _ x: Double, _ baseline: Double, _ size: Double, _ region: AuthoredPage.Region
  ) throws {
    content += "BT 0 g \(x) \(Self.height - baseline) Td"
    for (index, part) in line.components(separatedBy: "**").enumerated() where !part.isEmpty {
      guard let text = SmallPDF.literal(part) else {
        throw AuthoredPageFault(place: "\(page.name): no font has all letters of \(line)")
      }
      let font = font(isBold: region.has("bold") || index % 2 == 1, isItalic: region.has("italic"))
      content += " \(font.resource) \(size) Tf \(text) Tj"
    }
    content += " ET\n"
  }

  private func font(isBold: Bool, isItalic: Bool) -> SmallPDF.Font {
    switch (page.isSerif, isBold, isItalic) {
    case (true, true, _): .timesBold
    case (true, _, true): .timesItalic
    case (true, _, _): .times
    case (_, true, _): .helveticaBold
    case (_, _, true): .helveticaOblique
    default: .helvetica
    }
  }

  private mutating func draw(mark: String, _ x: Double, _ baseline: Double, _ size: Double) {
    let y = Self.height - baseline
    switch mark {
    case "disc":
      // A line of no length with round ends.
      content += "0 G 1 J 3.2 w \(x + 2) \(y + 0.3 * size) m \(x + 2) \(y + 0.3 * size) l S\n"
    case "box": content += "0 G 0 J 0.7 w \(x) \(y) \(0.75 * size) \(0.75 * size) re S\n"
    default: content += "0 g \(x) \(y + 0.28 * size) 5 0.8 re f\n"
    }
  }

  /// A hillside under a sun, in greys.
  private mutating func picture(_ region: AuthoredPage.Region, _ x: Double) -> Place {
    let (width, height) = (region["width"] ?? 100, region["height"] ?? 100)
    let y = Self.height - top - height
    content += "0.8 g \(x) \(y) \(width) \(height) re f\n"
    content += "0.95 G 1 J \(0.2 * height) w \(x + 0.7 * width) \(y + 0.75 * height) m "
    content += "\(x + 0.7 * width) \(y + 0.75 * height) l S\n"
    for (shade, peak, rise) in [(0.6, 0.3, 0.7), (0.45, 0.65, 0.5), (0.3, 0.1, 0.35)] {
      content += "\(shade) g \(x) \(y) m \(x + peak * width) \(y + rise * height) l "
      content += "\(x + width) \(y + 0.1 * height) l \(x + width) \(y) l h f\n"
    }
    let place = Place.area(x: x, y: top, width: width, height: height)
    top += height
    return place
  }

  /// Cells between `|`, at the offsets that `cells` names, with rules around and below the head.
  private mutating func table(_ region: AuthoredPage.Region, _ x: Double) throws -> Place {
    let offsets = (region.options["cells"] ?? "0").split(separator: ",").compactMap {
      Double($0)
    }
    let (start, width) = (top, 300.0)
    rule(x, width)
    for (index, line) in region.lines.enumerated() {
      for (cell, offset) in zip(line.split(separator: "|").map(String.init), offsets) {
        try draw(cell, x + offset, top + 1.15 * page.size, page.size, region)
      }
      top += 1.4 * page.size
      if index == 0 || index == region.lines.count - 1 { rule(x, width) }
    }
    return .area(x: x, y: start, width: width, height: top - start)
  }

  private mutating func rule(_ x: Double, _ width: Double) {
    content += "0 G 0 J 0.6 w \(x) \(Self.height - top) m \(x + width) \(Self.height - top) l S\n"
  }
}
