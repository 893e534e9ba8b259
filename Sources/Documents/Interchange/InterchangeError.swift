/// Why labels cannot be exchanged with other tools.
public enum InterchangeError: Error, Equatable, CustomStringConvertible {
  case cannotWrite(file: String, reason: String)
  case notCOCO(file: String, reason: String)
  case noMatchingImage(truth: String, example: String)
  case noMatchingClass(truth: String, taxonomy: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .notCOCO(let file, let reason): "\(file): is not a COCO annotation file: \(reason)"
    case .noMatchingImage(let truth, let example):
      "\(truth): names none of the project's pages (such as \(example)): label the images that it "
        + "lists"
    case .noMatchingClass(let truth, let taxonomy):
      "\(truth): none of its classes is in taxonomy '\(taxonomy)': label with a taxonomy that has "
        + "the same class names"
    }
  }
}
