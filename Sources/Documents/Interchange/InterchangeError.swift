/// Why labels cannot be exchanged with other tools.
public enum InterchangeError: Error, Equatable, CustomStringConvertible {
  case cannotWrite(file: String, reason: String)
  case cannotRead(file: String, reason: String)
  case badCOCO(file: String, place: String, reason: String)
  case badImport(file: String, place: String, reason: String)
  /// Several faults of an import, and how many more there are.
  case several([InterchangeError], more: Int)
  /// None of a file's images is a page; some names of each.
  case noMatchingPage(file: String, images: [String], pages: [String])
  case noMatchingImage(truth: String, example: String)
  case noMatchingClass(truth: String, taxonomy: String)
  case sameImageTwice(truth: String, first: String, second: String)
  case otherTaxonomy(page: String, classes: Int, taxonomy: String, count: Int)
  case unfitPage(page: String, reason: String)
  case brokenTemplate(name: String, reason: String)

  /// How many faults of an import are told.
  static let mostTold = 30

  /// What is wrong and what to do about it, a line for each fault.
  public var lines: [String] {
    guard case .several(let errors, let more) = self else { return [description] }
    let rest = more > 0 ? ["\(more) more faults are not shown: mend these first"] : []
    return errors.map(\.description) + rest
  }

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .several: lines.joined(separator: "\n")
    case .noMatchingPage(let file, let images, let pages):
      "\(file): names none of the pages: it has \(Self.list(images)); the project has "
        + "\(Self.list(pages)): label these images, or give them the names of the pages"
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
    case .badCOCO(let file, let place, let reason), .badImport(let file, let place, let reason):
      "\(file): \(place): \(reason)"
    case .noMatchingImage(let truth, let example):
      "\(truth): names none of the pages (such as \(example)): label the images that it "
        + "lists"
    case .noMatchingClass(let truth, let taxonomy):
      "\(truth): none of its classes is in taxonomy '\(taxonomy)': label with a taxonomy that has "
        + "the same class names"
    case .sameImageTwice(let truth, let first, let second):
      "\(truth): one of its images goes by the name of both \(first) and \(second): keep only one "
        + "of them in the project, or give the truth file paths with folders"
    case .otherTaxonomy(let page, let classes, let taxonomy, let count):
      "\(page): was labelled with \(classes) classes, but taxonomy '\(taxonomy)' has \(count): "
        + "label all pages of a project with one taxonomy"
    case .unfitPage(let page, let reason): "\(page): \(reason): label the page again"
    case .brokenTemplate(let name, let reason):
      "template '\(name)' of the HTML proof: \(reason): install galley again"
    }
  }

  /// Names for a message.
  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0.shortened)'" }.joined(separator: ", ")
  }
}
