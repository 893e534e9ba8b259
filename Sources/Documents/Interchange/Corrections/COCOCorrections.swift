import Foundation
import JSONReading
import Layout

/// The pages of a COCO data set that someone corrected.
struct COCOCorrections {
  private struct Annotation {
    var id: Int
    var image: Int
    var category: Int
    var box: Box
    var score: Double?
    /// The region's id on its page, and that of the enclosing one, as our own export tells them.
    var region: Int?
    var parent: Int?
  }

  private(set) var pages: [ImportedPage] = []

  init(file: URL, classes: ImportClasses, limits: ImportLimits) throws(InterchangeError) {
    var images: [(id: Int, page: ImportedPage)]?
    var categories: [Int: String]?
    var annotations: [Annotation]?
    try JSONImport.read(file, limit: limits.jsonBytes) { cursor in
      try cursor.object { cursor, key in
        if key.spells("images") {
          images = try Self.images(&cursor, limits)
        } else if key.spells("categories") {
          categories = try Self.categories(&cursor, limits)
        } else if key.spells("annotations") {
          annotations = try Self.annotations(&cursor, limits)
        } else {
          try cursor.skip()
        }
      }
      guard let images, let categories, let annotations else {
        throw ImportFault(
          reason: "is no COCO data set: it needs lists 'images', 'categories' and 'annotations'")
      }
      pages = try Self.pages(images, categories, annotations, classes, limits)
    }
  }

  private static func pages(
    _ images: [(id: Int, page: ImportedPage)], _ categories: [Int: String],
    _ annotations: [Annotation], _ classes: ImportClasses, _ limits: ImportLimits
  ) throws(ImportFault) -> [ImportedPage] {
    var pages = images.map(\.page)
    let places = Dictionary(
      images.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var idsByRegion: [[Int: Int]] = Array(repeating: [:], count: pages.count)
    for annotation in annotations {
      if let place = places[annotation.image], let region = annotation.region {
        idsByRegion[place][region] = annotation.id
      }
    }
    for (number, annotation) in annotations.enumerated() {
      do throws(ImportFault) {
        guard let place = places[annotation.image] else {
          throw ImportFault(reason: "there is no image with the id \(annotation.image)")
        }
        guard let category = categories[annotation.category] else {
          throw ImportFault(reason: "there is no category with the id \(annotation.category)")
        }
        let index = try classes.index(named: category)
        let page = pages[place]
        guard page.regions.count < limits.regionsPerPage else {
          throw ImportFault(reason: "its image has more than \(limits.regionsPerPage) regions")
        }
        pages[place].regions.append(
          ImportedRegion(
            box: try annotation.box.checked(width: page.width, height: page.height),
            className: classes.taxonomy.classes[index].name, classIndex: index,
            score: annotation.score, id: "\(annotation.id)",
            parent: annotation.parent.flatMap { idsByRegion[place][$0] }.map { "\($0)" },
            order: page.regions.count))
      } catch {
        throw ImportFault(place: "annotations[\(number)]", reason: error.reason)
      }
    }
    return pages
  }

  private static func images(
    _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [(id: Int, page: ImportedPage)] {
    var images: [(id: Int, page: ImportedPage)] = []
    var seen: Set<Int> = []
    try cursor.records("images", limit: limits.pages) { cursor, _ in
      var (id, name, width, height): (Int?, String?, Int?, Int?) = (nil, nil, nil, nil)
      try cursor.object { cursor, key in
        if key.spells("id") {
          id = try cursor.count("id")
        } else if key.spells("file_name") {
          name = try cursor.shortText("file_name", limit: limits.textBytes)
        } else if key.spells("width") {
          width = try cursor.count("width")
        } else if key.spells("height") {
          height = try cursor.count("height")
        } else {
          try cursor.skip()
        }
      }
      guard let id, let name, let width, let height, width > 0, height > 0 else {
        throw ImportFault(reason: "an image needs id, file_name, width and height above 0")
      }
      guard seen.insert(id).inserted else {
        throw ImportFault(reason: "the image id \(id) is used twice")
      }
      images.append(
        (id, ImportedPage(name: name, width: width, height: height, regions: [])))
    }
    return images
  }

  private static func categories(
    _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [Int: String] {
    var names: [Int: String] = [:]
    try cursor.records("categories", limit: 100_000) { cursor, _ in
      var (id, name): (Int?, String?) = (nil, nil)
      try cursor.object { cursor, key in
        if key.spells("id") {
          id = try cursor.count("id")
        } else if key.spells("name") {
          name = try cursor.shortText("name", limit: limits.textBytes)
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

  private static func annotations(
    _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [Annotation] {
    var annotations: [Annotation] = []
    var seen: Set<Int> = []
    try cursor.records("annotations", limit: .max) { cursor, _ in
      let annotation = try Self.annotation(&cursor)
      guard seen.insert(annotation.id).inserted else {
        throw ImportFault(reason: "the annotation id \(annotation.id) is used twice")
      }
      annotations.append(annotation)
    }
    return annotations
  }

  private static func annotation(_ cursor: inout JSONCursor) throws -> Annotation {
    var (id, image, category): (Int?, Int?, Int?) = (nil, nil, nil)
    var (numbers, score): ([Double], Double?) = ([], nil)
    var (region, parent): (Int?, Int?) = (nil, nil)
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.count("id")
      } else if key.spells("image_id") {
        image = try cursor.count("image_id")
      } else if key.spells("category_id") {
        category = try cursor.count("category_id")
      } else if key.spells("bbox") {
        try cursor.records("bbox", limit: 4) { cursor, _ in
          numbers.append(try cursor.finiteNumber("number"))
        }
      } else if key.spells("score") {
        score = try cursor.optionalNumber("score")
      } else if key.spells("galley"), cursor.peek() == UInt8(ascii: "{") {
        try cursor.object { cursor, key in
          if key.spells("region") {
            region = try cursor.count("region")
          } else if key.spells("parent") {
            parent = try cursor.count("parent")
          } else {
            try cursor.skip()
          }
        }
      } else {
        try cursor.skip()
      }
    }
    guard let id, let image, let category, numbers.count == 4 else {
      throw ImportFault(
        reason: "an annotation needs id, image_id, category_id and bbox [x, y, width, height]")
    }
    return Annotation(
      id: id, image: image, category: category,
      box: Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]), score: score,
      region: region, parent: parent)
  }
}
