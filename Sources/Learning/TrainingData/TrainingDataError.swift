import Interchange
import LabelStore
import PageImages
import Tensors

/// Why pages cannot be trained on; each case names the input at fault and says what to do.
public enum TrainingDataError: Error, Hashable, Sendable {
  /// A region's class is outside the classes that are trained.
  case unknownClass(page: String, classIndex: Int, classes: Int)
  /// A class map leads to a class that the taxonomy lacks.
  case unknownTarget(className: String, target: String, taxonomy: String)
  /// None of the labels' classes is in the taxonomy.
  case noMatchingClass(source: String, taxonomy: String)
  /// A class map cannot be read.
  case badClassMap(file: String, reason: String)
  /// A side of a page image is too short to be seen by the student, pixels.
  case imageTooSmall(page: String, width: Int, height: Int)
  /// A page image has another shape than the one that was labelled, pixels.
  case otherShape(page: String, labelled: [Int], found: [Int])
  /// A page image has changed since it was labelled.
  case changed(page: String)
  /// A page image is missing or broken.
  case unreadableImage(page: String, reason: String)
  /// A source holds no page that can be trained on.
  case noPages(source: String, notes: [String] = [])
  /// The pages of a source have no box.
  case noBoxes(source: String)
  /// Documents do not suffice for a split.
  case tooFewDocuments(found: Int, needed: Int)
  /// More labelled pages are wanted than there are.
  case tooFewPages(found: Int, wanted: Int)
  /// A setting is outside its range.
  case badSetting(name: String, value: String, allowed: String)
  /// Not one of the pages can be read.
  case noReadablePage(pages: Int, example: String)
  /// The loader was stopped.
  case stopped
  /// A label file cannot be read.
  case labels(reason: String)
  /// Tensors fail.
  case tensors(TensorError)
}

extension TrainingDataError: CustomStringConvertible {
  /// What is wrong with which input, and the remedy.
  public var description: String {
    switch self {
    case .unknownClass(let page, let index, let classes):
      "\(page): a region is of class \(index), but there are \(classes) (from 0): label the page "
        + "with the taxonomy that is trained, or give a class map"
    case .unknownTarget(let name, let target, let taxonomy):
      "the class map leads from '\(name)' to '\(target)', which taxonomy '\(taxonomy)' lacks: use "
        + "one of its classes, or null to leave the class out"
    case .noMatchingClass(let source, let taxonomy):
      "\(source): none of its classes is in taxonomy '\(taxonomy)': give a class map"
    case .badClassMap(let file, let reason):
      "\(file): is no class map: \(reason); write {\"Text\": \"text\", \"Page-footer\": null}"
    case .imageTooSmall(let page, let width, let height):
      "\(page): is \(width) x \(height) pixels, and a side needs \(TrainingPage.leastSide): leave "
        + "it out or draw it larger"
    case .otherShape(let page, let labelled, let found):
      "\(page): was labelled as \(Self.size(labelled)) pixels, but is \(Self.size(found)): its "
        + "labels belong to another image"
    case .changed(let page): "\(page): has changed since it was labelled: label it again"
    case .unreadableImage(_, let reason): reason
    case .noPages(let source, let notes):
      (["\(source): holds no page to train on"] + notes).joined(separator: "; ")
    case .noBoxes(let source):
      "\(source): none of its pages has a box of a class that is trained: label some of them"
    case .tooFewDocuments(let found, let needed):
      "the pages come from too few documents (\(found)) to be divided into \(needed) parts: ask for "
        + "fewer ('data.folds', 0 to hold out nothing), add documents, or name them in "
        + "'images[].document'"
    case .tooFewPages(let found, let wanted):
      "\(wanted) labelled pages are wanted, but there are \(found): ask for fewer"
    case .badSetting(let name, let value, let allowed): "\(name) is \(value): use \(allowed)"
    case .noReadablePage(let pages, let example):
      "none of the \(pages) pages can be read; one of them: \(example)"
    case .stopped: "the loader was stopped: make a new one to go on"
    case .labels(let reason): reason
    case .tensors(let error): error.description
    }
  }

  private static func size(_ sides: [Int]) -> String {
    sides.map(String.init).joined(separator: " x ")
  }
}

extension TrainingDataError {
  /// The case for an error of a page image.
  static func from(_ error: PageImagesError, page: String) -> TrainingDataError {
    .unreadableImage(page: page, reason: error.description)
  }

  /// The case for an error of a label file.
  static func from(_ error: InterchangeError) -> TrainingDataError {
    .labels(reason: error.description)
  }

  /// The case for an error of a project.
  static func from(_ error: LabelStoreError) -> TrainingDataError {
    .labels(reason: error.description)
  }
}
