/// Why there is no teacher, or why it cannot look at a page.
public enum DetectionError: Error, Equatable, CustomStringConvertible {
  case noOpenVINO
  case openVINO(operation: String, model: String, reason: String)
  case unknownTeacher(name: String, known: [String])
  case badCard(file: String, reason: String)
  case modelMissing(card: String, file: String)
  case unexpectedShape(model: String, wanted: String, found: String)
  case noMappedClass(card: String, taxonomy: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .noOpenVINO:
      "OpenVINO is not installed: run 'make setup', or set GALLEY_RUNTIME to the runtime folder"
    case .openVINO(let operation, let model, let reason):
      "OpenVINO cannot \(operation) \(model): \(reason)"
    case .unknownTeacher(let name, let known):
      "there is no teacher '\(name)': use \(known.joined(separator: ", ")), 'none', or the path of "
        + "a model card (YAML) or of a finished run of 'galley train'"
    case .badCard(let file, let reason): "\(file): not a model card: \(reason)"
    case .modelMissing(let card, let file):
      "the model file '\(file)' of teacher '\(card)' is missing: run 'make setup' for the built-in "
        + "ones, or correct 'file' in the card"
    case .unexpectedShape(let model, let wanted, let found):
      "\(model): the card promises \(wanted), the model has \(found)"
    case .noMappedClass(let card, let taxonomy):
      "no class of teacher '\(card)' has a place in taxonomy '\(taxonomy)'"
    }
  }
}
