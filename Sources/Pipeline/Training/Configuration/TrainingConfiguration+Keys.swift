import Detection
import Settings
import Student

extension TrainingConfiguration: SettingGroup {
  /// Each key with its range, its meaning and, in the properties, its default.
  public static let keys: [SettingKey<TrainingConfiguration>] = [
    .text(
      "student", \.student,
      "the network: a size (`swiftformer-tiny`, `-small`, `-l1`, `-26m`), or a detector to start "
        + "from (`picodet-cdla`, `yolov8n-doclaynet`, a [card](model-cards.md) with a `head`)",
      standard: "what `start` holds, else the best detector that is installed for the taxonomy"),
    .text(
      "taxonomy", \.taxonomy,
      "the classes: `doclaynet`, `publaynet`, or a [file](taxonomies.md)"),
    .integer("seed", \.seed, 0...Int.max, "fixes first weights, splits, order and views"),
    .integer(
      "steps", \.steps, 1...10_000_000, "updates in all",
      standard: "1000; 200 from a detector"),
    .integer(
      "batch", \.batch, 1...1024, "pages of a step, in each process",
      standard: "8; 4 from a detector"),
    .integer(
      "input", \.input, 64...4096, "pixels of a page's longer side",
      standard: "512; 640 from a detector"),
    .word(
      "views", \.views,
      "how pages are changed: `weak` in scale (0.8 to 1.25), place (5 %), brightness and contrast "
        + "(20 %); `strong` also in colour, blur, JPEG, cut-out and turn (2°)"),
    .texts(
      "data.labelled", \.data.labelled,
      "COCO files, folders with an `annotations.json`, or projects"),
    .texts(
      "data.pseudo", \.data.pseudo,
      "the same, for labels that nobody checked; documents that are measured on are left out"),
    .texts(
      "data.validation", \.data.validation,
      "pages to measure on; without, documents of `data.labelled` are held out"),
    .texts(
      "data.classes", \.data.classes,
      "classes of the labels that have another name in the taxonomy: `[Body=Text, Stamp=]`; "
        + "nothing after `=` leaves a class out", allowed: "`name=class` or a list of them"),
    .integer(
      "data.folds", \.data.folds, 0...1000,
      "parts that documents are divided into; 0 or 1 holds out and measures nothing"),
    .integer("data.fold", \.data.fold, 0...999, "the part that is held out, from 0"),
    .count(
      "data.pages", \.data.pages, "labelled pages that are learnt from, spread over the documents"),
    .word("learning.optimiser", \.learning.optimiser, "what changes the parameters"),
    .number(
      "learning.rate", \.learning.rate, 0...10,
      "highest rate; after the warm-up it falls as a cosine",
      standard: "0.002 × `batch` / 16 for tiny and small, 0.001 × `batch` / 16 for larger sizes, "
        + "0.0001 × `batch` / 4 from a detector"),
    .number(
      "learning.floor", \.learning.floor, 0...10, "last rate",
      standard: "0.00001; 0.000001 from a detector"),
    .word(
      "learning.statistics", \.learning.statistics,
      "batch normalisation goes by the statistics of the batch, or by those of the start",
      standard: "batch; frozen from a detector"),
    .integer(
      "learning.warm_up", \.learning.warmUp, 0...10_000_000, "steps in which the rate rises",
      standard: "`steps` / 10, at most 500"),
    .number(
      "learning.weight_decay", \.learning.weightDecay, 0...10,
      "share of a weight that a step at rate 1 takes away"),
    .number(
      "learning.clip", \.learning.clip, 0...1e9, "greatest norm of the gradients; 0 for any"),
    .number(
      "learning.average", \.learning.average, 0...1,
      "share of itself that the averaged model keeps at a step"),
    .texts(
      "learning.freeze", \.learning.freeze,
      "parts of the model that stay as they are, such as `backbone` or `head.class_tower`"),
    .texts(
      "learning.rates", \.learning.rates,
      "shares of the rate for parts of the model: `[backbone=0.1]`",
      allowed: "`path=number` or a list of them"),
    .word(
      "loss.classes", \.loss.classes, "how class scores learn the quality of their boxes",
      standard: "quality-focal; cross-entropy from a detector of the YOLO family"),
    .number(
      "loss.quality", \.loss.quality, 0...1000, "weight of the classes",
      standard: "1; 0.5 from a detector of the YOLO family"),
    .number(
      "loss.overlap", \.loss.overlap, 0...1000, "weight of the boxes' generalised IoU",
      standard: "2; 7.5 from a detector of the YOLO family"),
    .number(
      "loss.distribution", \.loss.distribution, 0...1000,
      "weight of the edges' distribution focal loss",
      standard: "0.25; 1.5 from a detector of the YOLO family"),
    .number("loss.variance", \.loss.variance, 0...1000, "weight of the variances' likelihood"),
    .integer(
      "loss.candidates", \.loss.candidates, 1...1000, "points that learn a region, at most",
      standard: "13; 10 from a detector of the YOLO family"),
    .number(
      "loss.score_exponent", \.loss.scoreExponent, 0...10,
      "exponent of the score in the alignment by which points are chosen; the overlap's is 6",
      standard: "1; 0.5 from a detector of the YOLO family"),
    .flag(
      "loss.soft_classes", \.loss.softClasses,
      "learn unsure classes of pseudo-labels as shares of several"),
    .optionalText(
      "start", \.start,
      "a run or a model file whose weights are taken first; size and classes must agree"),
    .integer(
      "evaluate_every", \.evaluateEvery, 1...Int.max,
      "steps between evaluations; the last step is always evaluated",
      standard: "`steps` / 5, at most 500"),
    .integer(
      "checkpoint_every", \.checkpointEvery, 1...Int.max, "steps between checkpoints",
      standard: "`steps` / 10, at most 500"),
    .integer(
      "patience", \.patience, 0...Int.max,
      "evaluations without a better AP after which a run ends; 0 for never"),
    .integer(
      "threads", \.threads, 1...1024, "threads of the tensors' operations",
      standard: "processor cores"),
    .integer("workers", \.workers, 1...256, "threads that read pages"),
  ]

  /// Rates and intervals go with batch and steps; pages are needed.
  public mutating func settle(given: Set<String>) throws(SettingsError) {
    func settle<Value>(_ key: String, _ value: inout Value, _ standard: Value) {
      if !given.contains(key) { value = standard }
    }
    let preset = StudentPreset(rawValue: student)
    let isCard = student.hasSuffix(".yaml") || student.hasSuffix(".yml")
    guard preset != nil || isCard || ModelCard.builtIn.contains(student) else {
      let names = StudentPreset.allCases.map(\.rawValue) + ModelCard.builtIn
      throw .badValue(
        key: "student", value: "'\(student)'",
        allowed: "one of \(names.joined(separator: ", ")), or a model card (a YAML file)")
    }
    if preset == nil {
      settle("steps", &steps, 200)
      settle("batch", &batch, 4)
      settle("input", &input, 640)
      settle("learning.floor", &learning.floor, 1e-6)
      settle("learning.statistics", &learning.statistics, .frozen)
    }
    // A card that cannot be read is told when its model is.
    if preset == nil, (try? ModelCard.card(student))?.decoder == .yolov8 {
      settle("loss.classes", &loss.classes, .crossEntropy)
      settle("loss.quality", &loss.quality, 0.5)
      settle("loss.overlap", &loss.overlap, 7.5)
      settle("loss.distribution", &loss.distribution, 1.5)
      settle("loss.candidates", &loss.candidates, 10)
      settle("loss.score_exponent", &loss.scoreExponent, 0.5)
    }
    let rate =
      switch preset {
      case .tiny?, .small?: 2e-3 * Double(batch) / 16
      case .l1?, .large?: 1e-3 * Double(batch) / 16
      case nil: 1e-4 * Double(batch) / 4
      }
    settle("learning.rate", &learning.rate, rate)
    settle("learning.warm_up", &learning.warmUp, min(500, steps / 10))
    settle("evaluate_every", &evaluateEvery, max(1, min(500, steps / 5)))
    settle("checkpoint_every", &checkpointEvery, max(1, min(500, steps / 10)))
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
    _ = try learning.rateFactors()
    guard data.fold < max(1, data.folds) else {
      throw .badValue(
        key: "data.fold", value: "\(data.fold)", allowed: "below data.folds (\(data.folds))")
    }
  }
}
