import Foundation
import Layout

extension PageXMLReader {
  /// The page, when the file was read to its end.
  func page(_ classes: ImportClasses) throws(ImportFault) -> ImportedPage {
    guard let image else { throw ImportFault(reason: "there is no Page") }
    guard let width = Int(image.width), let height = Int(image.height), width > 0, height > 0,
      width < 1_000_000, height < 1_000_000
    else {
      throw ImportFault(
        reason: "imageWidth '\(image.width.shortened)' and imageHeight "
          + "'\(image.height.shortened)' are not sizes in pixels")
    }
    guard !image.name.isEmpty else { throw ImportFault(reason: "has no imageFilename") }
    var page = ImportedPage(name: image.name, width: width, height: height, regions: [])
    let orders = order.orders()
    // What carries a region's words alone, or no content, is no region.
    let left = drafts.filter {
      !PageXMLKind.passedOver.contains($0.kind.element) && $0.custom != PageXMLRegions.wordsOnly
    }
    let ids = Set(left.map(\.id))
    for draft in left {
      do throws(ImportFault) {
        let name = Self.className(in: draft.custom)
        let index = try classes.index(of: draft.kind, named: name)
        page.regions.append(
          ImportedRegion(
            box: try Self.box(of: draft).checked(width: width, height: height),
            className: classes.taxonomy.classes[index].name, classIndex: index,
            score: try draft.confidence.map(Self.number), id: draft.id,
            parent: draft.parent.flatMap { ids.contains($0) ? $0 : nil },
            order: orders[draft.id], text: draft.text))
      } catch {
        throw ImportFault(
          place: "line \(draft.line), region '\(draft.id.shortened)'", reason: error.reason)
      }
    }
    return page
  }

  /// The class that our own export names: `galley {class: NAME; …}`.
  private static func className(in custom: String) -> String? {
    custom.firstMatch(of: /galley \{[^}]*class: ([^;}]*);/).map { String($0.1) }
  }

  private static func box(of draft: Draft) throws(ImportFault) -> Box {
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
    guard let hull = Box.hull(boxes) else {
      throw ImportFault(reason: "has no Coords with points")
    }
    return hull
  }

  private static func number(_ text: String) throws(ImportFault) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw ImportFault(reason: "'\(text.shortened)' is not a finite number")
    }
    return number
  }
}
