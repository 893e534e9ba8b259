import Foundation
import Layout

/// Makes regions of a task's results.
struct LabelStudioRegions {
  var results: [LabelStudioResult]
  var classes: ImportClasses
  var limits: ImportLimits

  /// Results of these types say something of a shape of the same id, or nothing of any.
  private static let remarks: Set = ["labels", "textarea", "choices", "relation", "rating"]
  private static let shapes: Set = ["rectanglelabels", "rectangle", "polygonlabels", "polygon"]

  func page(name: String, width: Int, height: Int) throws(ImportFault) -> ImportedPage {
    var page = ImportedPage(name: name, width: width, height: height, regions: [])
    if let (width, height) = try size() { (page.width, page.height) = (width, height) }
    var seen: Set<String> = []
    var places: [String: Int] = [:]
    for (index, result) in results.enumerated() {
      do throws(ImportFault) {
        if let id = result.id, !seen.insert("\(result.type) \(id)").inserted {
          throw ImportFault(reason: "the id '\(id.shortened)' is used twice")
        }
        guard Self.shapes.contains(result.type) else {
          guard Self.remarks.contains(result.type) else {
            throw ImportFault(
              reason: "type '\(result.type.shortened)': only rectangles and polygons come in")
          }
          continue
        }
        let id = result.id ?? "#\(index)"
        guard places.updateValue(page.regions.count, forKey: id) == nil else {
          throw ImportFault(reason: "the id '\(id.shortened)' is used twice")
        }
        guard page.regions.count < limits.regionsPerPage else {
          throw ImportFault(reason: "the page has more than \(limits.regionsPerPage) regions")
        }
        page.regions.append(try region(result, id: id, of: page))
      } catch {
        throw ImportFault(place: "result[\(index)]", reason: error.reason)
      }
    }
    addTexts(to: &page, places)
    for index in page.regions.indices {
      if let parent = page.regions[index].parent, places[parent] == nil {
        page.regions[index].parent = nil
      }
      page.regions[index].order = page.regions[index].order ?? index
    }
    return page
  }

  /// The size that results agree on; `nil` where none tells it.
  private func size() throws(ImportFault) -> (Int, Int)? {
    var size: (Int, Int)?
    for (index, result) in results.enumerated() where Self.shapes.contains(result.type) {
      guard let width = result.width, let height = result.height, width > 0, height > 0 else {
        throw ImportFault(
          place: "result[\(index)]", reason: "has no original_width and original_height above 0")
      }
      if let size, size != (width, height) {
        throw ImportFault(
          place: "result[\(index)]", reason: "gives the image another size than those before")
      }
      size = (width, height)
    }
    return size
  }

  private func region(
    _ result: LabelStudioResult, id: String, of page: ImportedPage
  ) throws(ImportFault) -> ImportedRegion {
    // In the template for OCR, the label of a shape stands in another result of its id.
    let labels =
      result.labels.isEmpty
      ? results.first { $0.type == "labels" && $0.id == result.id }?.labels ?? [] : result.labels
    guard let label = labels.first, labels.count == 1 else {
      throw ImportFault(reason: "has \(labels.count) labels: give it one")
    }
    let index = try classes.index(named: label)
    let box = try box(result, width: Double(page.width), height: Double(page.height))
    return ImportedRegion(
      box: try box.checked(width: page.width, height: page.height),
      className: classes.taxonomy.classes[index].name, classIndex: index, score: result.score,
      id: id, parent: result.parent, order: result.order)
  }

  /// The box around a shape, pixels.
  private func box(
    _ result: LabelStudioResult, width: Double, height: Double
  ) throws(ImportFault) -> Box {
    if result.type.hasPrefix("polygon") {
      let corners = result.points.map { Box(x: $0[0], y: $0[1], width: 0, height: 0) }
      guard corners.count > 2, let hull = Box.hull(corners) else {
        throw ImportFault(reason: "has fewer than three points")
      }
      return hull.scaled(x: width / 100, y: height / 100)
    }
    guard let x = result.numbers["x"], let y = result.numbers["y"],
      let wide = result.numbers["width"], let high = result.numbers["height"]
    else { throw ImportFault(reason: "its value needs x, y, width and height in per cent") }
    guard wide > 0, high > 0 else {
      throw ImportFault(reason: "is \(wide) % wide and \(high) % high: give it a size above 0")
    }
    let box = Box(x: x, y: y, width: wide, height: high).scaled(x: width / 100, y: height / 100)
    let turn = (result.numbers["rotation"] ?? 0) * .pi / 180
    guard turn != 0 else { return box }
    // Turned clockwise about the top left corner.
    let corners = [(0, 0), (box.width, 0), (0, box.height), (box.width, box.height)].map {
      Box(
        x: box.x1 + $0.0 * cos(turn) - $0.1 * sin(turn),
        y: box.y1 + $0.0 * sin(turn) + $0.1 * cos(turn), width: 0, height: 0)
    }
    return Box.hull(corners) ?? box
  }

  private func addTexts(to page: inout ImportedPage, _ places: [String: Int]) {
    for result in results where result.type == "textarea" {
      if let place = result.id.flatMap({ places[$0] }) { page.regions[place].text = result.text }
    }
  }
}
