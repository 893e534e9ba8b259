import Layout

/// Why a gate cannot be used.
public enum GateError: Error, Hashable, CustomStringConvertible {
  /// A file cannot be read, or holds no gate.
  case unreadable(file: String, reason: String)
  /// A file of another form.
  case otherVersion(file: String, version: Int)
  /// A file cannot be written.
  case cannotWrite(file: String, reason: String)
  /// A network takes or gives another count of numbers than the gate's size asks for.
  case misfit(inputs: Int, outputs: Int, wanted: [Int])
  /// The gate was trained on the estimates of another model.
  case otherModel(source: EstimateSource, trained: String, used: String)
  /// The gate was trained for other classes.
  case otherTaxonomy(trained: String, used: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): no gate: \(reason): train one with 'galley fit-fusion'"
    case .otherVersion(let file, let version):
      "\(file): a gate of version \(version), which this program does not read: train it again "
        + "with 'galley fit-fusion'"
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .misfit(let inputs, let outputs, let wanted):
      "a network of \(inputs) inputs and \(outputs) outputs, where the gate has "
        + "\(wanted.map(String.init).joined(separator: " and ")), or whose layers do not follow "
        + "one another: train the gate again"
    case .otherModel(let source, let trained, let used):
      "the gate was trained on the \(source.phrase) '\(trained)', not on '\(used)': train one for "
        + "it with 'galley fit-fusion', or label without a gate"
    case .otherTaxonomy(let trained, let used):
      "the gate was trained for the classes of '\(trained)', not of '\(used)': train one for them "
        + "with 'galley fit-fusion'"
    }
  }
}
