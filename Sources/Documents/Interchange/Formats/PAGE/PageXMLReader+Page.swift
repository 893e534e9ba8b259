import Foundation
import Layout

extension PageXMLReader {
  /// The page without its regions, when the file was read to its end.
  func emptyPage() throws(ImportFault) -> ImportedPage {
    guard let image else { throw ImportFault(reason: "there is no Page") }
    guard let width = Int(image.width), let height = Int(image.height), width > 0, height > 0,
      width < 1_000_000, height < 1_000_000
    else {
      throw ImportFault(
        reason: "imageWidth '\(image.width.shortened)' and imageHeight "
          + "'\(image.height.shortened)' are not sizes in pixels")
    }
    guard !image.name.isEmpty else { throw ImportFault(reason: "has no imageFilename") }
    return ImportedPage(name: image.name, width: width, height: height)
  }

  /// What is a region: neither what carries a region's words alone, nor what has no content.
  private var regions: [Draft] {
    drafts.filter { !PageXMLKind.passedOver.contains($0.kind.element) && !$0.custom.isWordsOnly }
  }

  /// Whether all regions are a machine's: they have its confidence, or our own export says so and
  /// nobody gave them another class since.
  func isPredicted(_ classes: ImportClasses) -> Bool {
    !regions.isEmpty
      && regions.allSatisfy { region in
        guard let name = region.custom["galley", "class"] else { return region.confidence != nil }
        return region.custom["galley", "human"] != "true"
          && (classes.taxonomy.classIndex(named: name) == nil
            || classes.exported(region.kind, region.custom) != nil)
      }
  }

  /// Adds the regions to the page; those without an area, and unknown types, are counted.
  func addRegions(
    to page: inout ImportedPage, _ classes: ImportClasses, _ faults: inout ImportFaults
  ) {
    let orders = order.orders()
    for draft in regions {
      let place = "line \(draft.line), region '\(draft.id.shortened)'"
      faults.gather(at: place) { () throws(ImportFault) in
        guard
          let box = try Self.box(of: draft)?.checked(width: page.width, height: page.height)
        else { return page.append(nil) }
        let index = try classes.index(of: draft.kind, custom: draft.custom)
        if let type = classes.unknownType(of: draft.kind) {
          page.remarks.unknownTypes[type.shortened, default: 0] += 1
        }
        page.append(
          ImportedRegion(
            box: box, className: classes.taxonomy.classes[index].name, classIndex: index,
            score: try draft.confidence.map(Self.number), id: draft.id,
            parent: draft.parent, order: orders[draft.id], text: draft.text))
      }
    }
  }

  /// The box around the outline; `nil` where there is none.
  private static func box(of draft: Draft) throws(ImportFault) -> Box? {
    var corners = draft.corners
    for point in draft.points?.split(whereSeparator: \.isWhitespace) ?? [] {
      let numbers = point.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard numbers.count == 2 else {
        throw ImportFault(reason: "its point '\(String(point).shortened)' is not X,Y")
      }
      corners.append((numbers[0], numbers[1]))
    }
    var boxes: [Box] = []
    for corner in corners {
      boxes.append(Box(x: try number(corner.0), y: try number(corner.1), width: 0, height: 0))
    }
    return Box.hull(boxes)
  }

  private static func number(_ text: String) throws(ImportFault) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw ImportFault(reason: "'\(text.shortened)' is not a finite number")
    }
    return number
  }
}
