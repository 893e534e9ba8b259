import Foundation
import Student

extension TrainingConfiguration {
  /// Reads a YAML file, then sets keys on top of it.
  ///
  /// Paths are taken from the file's folder; those of `settings` from the current one.
  ///
  /// - Parameter settings: `key=value`, such as `data.pages=20`.
  /// - Throws: `TrainingError` naming key, value and what is allowed.
  public init(contentsOf file: URL, settings: [String] = []) throws(TrainingError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw .unreadable(file: file.path, reason: "it is a folder: name the YAML file")
    }
    let text: String
    do { text = try String(contentsOf: file, encoding: .utf8) } catch {
      throw .unreadable(file: file.path, reason: "it cannot be read: \(error.systemReason)")
    }
    let tree = try ConfigurationTree(yaml: text, file: file.path, settings: settings)
    var reader = ConfigurationReader(tree)
    try self.init(&reader)
    try reader.finish()
    let set = Set(settings.compactMap { $0.split(separator: "=").first.map(String.init) })
    resolve(from: file.deletingLastPathComponent(), except: set)
  }

  private init(_ reader: inout ConfigurationReader) throws(TrainingError) {
    student = try reader.word("student", default: .tiny)
    taxonomy = try reader.text("taxonomy") ?? "doclaynet"
    seed = try reader.integer("seed", 0...Int.max, default: 0)
    steps = try reader.integer("steps", 1...10_000_000, default: 1000)
    batch = try reader.integer("batch", 1...1024, default: 8)
    input = try reader.integer("input", 64...4096, default: 512)
    views = try reader.word("views", default: .weak)
    let isSmall = student == .tiny || student == .small
    // Rates are given for batches of 16, and go with the batch.
    let rate = (isSmall ? 2e-3 : 1e-3) * Double(batch) / 16
    data = Data(
      labelled: try reader.texts("data.labelled"), pseudo: try reader.texts("data.pseudo"),
      validation: try reader.texts("data.validation"),
      folds: try reader.integer("data.folds", 0...1000, default: 5),
      fold: try reader.integer("data.fold", 0...999, default: 0),
      pages: try reader.count("data.pages"),
      classes: try reader.texts("data.classes"))
    learning = Learning(
      optimiser: try reader.word("learning.optimiser", default: .adamw),
      rate: try reader.number("learning.rate", 0...10, default: rate),
      floor: try reader.number("learning.floor", 0...10, default: 1e-5),
      warmUp: try reader.integer(
        "learning.warm_up", 0...10_000_000, default: min(500, steps / 10)),
      weightDecay: try reader.number("learning.weight_decay", 0...10, default: 0.05),
      clip: try reader.number("learning.clip", 0...1e9, default: 10),
      average: try reader.number("learning.average", 0...1, default: 0.9998))
    loss = LossWeights()
    loss.quality = try reader.number("loss.quality", 0...1000, default: loss.quality)
    loss.overlap = try reader.number("loss.overlap", 0...1000, default: loss.overlap)
    loss.distribution = try reader.number("loss.distribution", 0...1000, default: loss.distribution)
    loss.variance = try reader.number("loss.variance", 0...1000, default: loss.variance)
    start = try reader.text("start")
    evaluateEvery = try reader.integer(
      "evaluate_every", 1...Int.max, default: max(1, min(500, steps / 5)))
    checkpointEvery = try reader.integer(
      "checkpoint_every", 1...Int.max, default: max(1, min(500, steps / 10)))
    patience = try reader.integer("patience", 0...Int.max, default: 0)
    threads = try reader.integer(
      "threads", 1...1024, default: ProcessInfo.processInfo.activeProcessorCount)
    workers = try reader.integer("workers", 1...256, default: 1)
    guard !data.labelled.isEmpty || !data.pseudo.isEmpty else {
      throw .missingKey(
        key: "data.labelled", meaning: "a COCO file, a folder with an annotations.json or a project"
      )
    }
    let holdsOut = data.folds > 1 && !data.labelled.isEmpty
    guard patience == 0 || holdsOut || !data.validation.isEmpty else {
      throw .badValue(
        key: "patience", value: "\(patience)",
        allowed: "0 where no pages are measured on: set data.validation, or data.folds to 2 or more"
      )
    }
    guard data.fold < max(1, data.folds) else {
      throw .badValue(
        key: "data.fold", value: "\(data.fold)", allowed: "below data.folds (\(data.folds))")
    }
  }

  private mutating func resolve(from folder: URL, except set: Set<String>) {
    func absolute(_ path: String, _ key: String) -> String {
      let base = set.contains(key) ? URL(fileURLWithPath: ".") : folder
      return URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL.path
    }
    data.labelled = data.labelled.map { absolute($0, "data.labelled") }
    data.pseudo = data.pseudo.map { absolute($0, "data.pseudo") }
    data.validation = data.validation.map { absolute($0, "data.validation") }
    start = start.map { absolute($0, "start") }
    // A name of a taxonomy has neither; all else is a file.
    if taxonomy.contains(where: { "/.".contains($0) }) {
      taxonomy = absolute(taxonomy, "taxonomy")
    }
  }
}
