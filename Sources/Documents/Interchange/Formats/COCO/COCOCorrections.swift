import Foundation
import JSONReading
import Layout

/// The pages of a COCO data set that someone corrected.
///
/// A file of which all annotations are a machine's, by their scores or by our own export, is a
/// prediction. Of others all count as what a person left: COCO does not tell both apart.
struct COCOCorrections {
  private var images: [(id: Int, page: ImportedPage)]?
  private var categories: [Int: String]?
  private var annotations: [(number: Int, annotation: COCOCorrection)]?
  /// Whether what annotations refer to could not be read, and was told of.
  private var lacksImages = false
  private var lacksCategories = false
  private let rules: ImportRules

  init(rules: ImportRules) { self.rules = rules }

  func read(_ file: URL, into files: inout ImportedFiles) {
    var pages: [ImportedPage] = []
    JSONImport.read(file, limit: rules.limits.jsonBytes, &files.findings) { cursor, faults in
      var scan = self
      try scan.read(&cursor, &faults)
      pages = scan.pages(file, &faults)
    }
    files.pages += pages
  }

  private mutating func read(_ cursor: inout JSONCursor, _ faults: inout ImportFaults) throws {
    guard cursor.peek() == UInt8(ascii: "{") else {
      throw ImportFault(
        reason: "is no COCO data set: give the file with images, categories and annotations")
    }
    try cursor.object { cursor, key in
      if key.spells("images") {
        let known = faults.count
        images = try readImages(&cursor, &faults)
        lacksImages = faults.count > known
      } else if key.spells("categories") {
        let known = faults.count
        categories = try readCategories(&cursor, &faults)
        lacksCategories = faults.count > known
      } else if key.spells("annotations") {
        annotations = try readAnnotations(&cursor, &faults)
      } else {
        try cursor.skip()
      }
    }
    guard images != nil, categories != nil, annotations != nil else {
      throw ImportFault(
        reason: "is no COCO data set: it needs lists 'images', 'categories' and 'annotations'")
    }
  }

  private func pages(_ file: URL, _ faults: inout ImportFaults) -> [ImportedPage] {
    let images = images ?? []
    var pages = images.map(\.page)
    for index in pages.indices { pages[index].origin.file = file.path }
    let regions = (annotations ?? []).filter { !$0.annotation.isCrowd }
    if !rules.takesPredictions, !regions.isEmpty, regions.allSatisfy(\.annotation.isMachine) {
      return pages.map { $0.undecided(.predicted) }
    }
    let places = Dictionary(
      images.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var idsByRegion: [[Int: Int]] = Array(repeating: [:], count: pages.count)
    for (_, annotation) in regions {
      if let place = places[annotation.image], let region = annotation.own.region {
        idsByRegion[place][region] = annotation.id
      }
    }
    for (number, annotation) in annotations ?? [] {
      faults.gather(at: "annotations[\(number)]") { () throws(ImportFault) in
        guard let place = places[annotation.image] else {
          if lacksImages { return }
          throw ImportFault(reason: "there is no image with the id \(annotation.image)")
        }
        guard let category = categories?[annotation.category] else {
          if lacksCategories { return }
          throw ImportFault(reason: "there is no category with the id \(annotation.category)")
        }
        if annotation.isCrowd {
          pages[place].remarks.crowds += 1
          return
        }
        let (width, height) = (pages[place].width, pages[place].height)
        guard width > 0, height > 0 else {
          throw ImportFault(reason: "its image has no width and height: give both in pixels")
        }
        let count = pages[place].regions.count
        guard count < rules.limits.regionsPerPage else {
          throw ImportFault(
            reason: "its image has more than \(rules.limits.regionsPerPage) regions")
        }
        let index = try rules.classes.index(named: category)
        let parent = annotation.own.parent.flatMap { idsByRegion[place][$0] }.map { "\($0)" }
        pages[place].append(
          try annotation.box?.checked(width: width, height: height).map {
            ImportedRegion(
              box: $0, className: rules.classes.taxonomy.classes[index].name, classIndex: index,
              score: annotation.score, id: "\(annotation.id)", parent: parent, order: count)
          })
      }
    }
    return pages
  }

  private func readImages(
    _ cursor: inout JSONCursor, _ faults: inout ImportFaults
  ) throws -> [(id: Int, page: ImportedPage)] {
    var images: [(id: Int, page: ImportedPage)] = []
    var seen: Set<Int> = []
    try cursor.records("images", limit: rules.limits.pages, &faults) { cursor, number, _ in
      var (id, name, width, height): (Int?, String?, Int?, Int?) = (nil, nil, nil, nil)
      try cursor.object { cursor, key in
        if key.spells("id") {
          id = try cursor.id("id")
        } else if key.spells("file_name") {
          name = try cursor.shortText("file_name", limit: rules.limits.textBytes)
        } else if key.spells("width"), cursor.peek() != UInt8(ascii: "n") {
          width = try cursor.count("width")
        } else if key.spells("height"), cursor.peek() != UInt8(ascii: "n") {
          height = try cursor.count("height")
        } else {
          try cursor.skip()
        }
      }
      guard let id, let name, width != 0, height != 0 else {
        throw ImportFault(reason: "an image needs id, file_name, width and height above 0")
      }
      guard seen.insert(id).inserted else {
        throw ImportFault(reason: "the image id \(id) is used twice")
      }
      var page = ImportedPage(name: name, width: width ?? 0, height: height ?? 0)
      page.origin.place = "images[\(number)]"
      images.append((id, page))
    }
    return images
  }

  private func readCategories(
    _ cursor: inout JSONCursor, _ faults: inout ImportFaults
  ) throws -> [Int: String] {
    var names: [Int: String] = [:]
    try cursor.records("categories", limit: 100_000, &faults) { cursor, _, _ in
      var (id, name): (Int?, String?) = (nil, nil)
      try cursor.object { cursor, key in
        if key.spells("id") {
          id = try cursor.id("id")
        } else if key.spells("name") {
          name = try cursor.shortText("name", limit: rules.limits.textBytes)
        } else {
          try cursor.skip()
        }
      }
      guard let id, let name else { throw ImportFault(reason: "a category needs id and name") }
      guard names.updateValue(name, forKey: id) == nil else {
        throw ImportFault(reason: "the category id \(id) is used twice")
      }
    }
    return names
  }

  private func readAnnotations(
    _ cursor: inout JSONCursor, _ faults: inout ImportFaults
  ) throws -> [(number: Int, annotation: COCOCorrection)] {
    var annotations: [(number: Int, annotation: COCOCorrection)] = []
    var seen: Set<Int> = []
    try cursor.records("annotations", limit: .max, &faults) { cursor, number, _ in
      let annotation = try COCOCorrection(&cursor)
      guard seen.insert(annotation.id).inserted else {
        throw ImportFault(reason: "the annotation id \(annotation.id) is used twice")
      }
      annotations.append((number, annotation))
    }
    return annotations
  }
}
