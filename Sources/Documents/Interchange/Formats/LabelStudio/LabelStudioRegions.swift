import Foundation
import Layout

/// Makes regions of a task's results, each on its own image.
struct LabelStudioRegions {
  var results: [LabelStudioResult]
  var images: LabelStudioImages
  let rules: ImportRules

  /// Results of these types say something of a shape of the same id, or nothing of any.
  private static let remarks: Set = [
    "labels", "textarea", "choices", "relation", "rating", "number", "datetime", "taxonomy",
    "pairwise", "ranker",
  ]

  /// The pages that the results speak of, in the order of the task's data; none where that is not
  /// sure, or where they only say something of images as a whole.
  func pages(_ faults: inout ImportFaults) -> [ImportedPage] {
    var pages: [LabelStudioImages.Place: ImportedPage] = [:]
    if results.isEmpty || results.contains(where: \.isShape) {
      for place in images.onlyPlaces { pages[place] = emptyPage(place) }
    }
    var places: [String: LabelStudioImages.Place] = [:]
    for result in results {
      faults.gather(at: "result[\(result.number)]") { () throws(ImportFault) in
        guard result.isShape else {
          guard Self.remarks.contains(result.type) else {
            throw ImportFault(
              reason: "type '\(result.type.shortened)': only rectangles and polygons come in")
          }
          return
        }
        let place = try images.place(of: result)
        for beside in images.places(with: place) where pages[beside] == nil {
          pages[beside] = emptyPage(beside)
        }
        var page = pages[place] ?? emptyPage(place)
        defer { pages[place] = page }
        let id = result.id ?? "#\(result.number)"
        guard places.updateValue(place, forKey: id) == nil else {
          throw ImportFault(reason: "the id '\(id.shortened)' is used twice")
        }
        guard page.regions.count < rules.limits.regionsPerPage else {
          throw ImportFault(reason: "the page has more than \(rules.limits.regionsPerPage) regions")
        }
        try setSize(of: &page, result)
        page.append(try region(result, id: id, of: page))
      }
    }
    return pages.sorted { ($0.key.entry, $0.key.item) < ($1.key.entry, $1.key.item) }
      .map { finished($0.value) }
  }

  private func emptyPage(_ place: LabelStudioImages.Place) -> ImportedPage {
    ImportedPage(name: images.name(at: place), width: images.width, height: images.height)
  }

  /// Takes a page's size from its first result; the others must agree.
  private func setSize(
    of page: inout ImportedPage, _ result: LabelStudioResult
  ) throws(ImportFault) {
    guard let width = result.width, let height = result.height, width > 0, height > 0 else {
      throw ImportFault(reason: "has no original_width and original_height above 0")
    }
    let isFirst = page.regions.isEmpty && page.remarks.emptyRegions == 0
    guard isFirst || (page.width, page.height) == (width, height) else {
      throw ImportFault(reason: "gives the image another size than those before")
    }
    (page.width, page.height) = (width, height)
  }

  /// A region; `nil` for a shape without an area.
  private func region(
    _ result: LabelStudioResult, id: String, of page: ImportedPage
  ) throws(ImportFault) -> ImportedRegion? {
    let (width, height) = (Double(page.width), Double(page.height))
    guard
      let box = try result.box(width: width, height: height)?
        .checked(width: page.width, height: page.height)
    else { return nil }
    // In the template for OCR, the label of a shape stands in another result of its id.
    let labels =
      result.labels.isEmpty
      ? results.first { $0.type == "labels" && $0.id == result.id }?.labels ?? [] : result.labels
    guard let label = labels.first, labels.count == 1 else {
      throw ImportFault(reason: "has \(labels.count) labels: give it one")
    }
    let index = try rules.classes.index(named: label)
    return ImportedRegion(
      box: box, className: rules.classes.taxonomy.classes[index].name, classIndex: index,
      score: result.score, id: id, parent: result.parent, order: result.order)
  }

  /// The page with texts and an order.
  private func finished(_ page: ImportedPage) -> ImportedPage {
    var page = page
    let places = Dictionary(
      page.regions.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for result in results where result.type == "textarea" {
      // The first of several: a remark may follow what the region says.
      if let place = result.id.flatMap({ places[$0] }) {
        page.regions[place].text = page.regions[place].text ?? result.text
      }
    }
    for index in page.regions.indices {
      page.regions[index].order = page.regions[index].order ?? index
    }
    return page
  }
}
