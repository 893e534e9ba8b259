import ArgumentParser

/// What predictions are compared with, and how.
struct ComparisonOptions: ParsableArguments {
  static let usualDraws = 10_000
  static let usualMargin = 0.5

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      """
      COCO results of another model for the same images; of several seeds one file for each of \
      --predictions, in the same order. Repeat for further models.
      """, valueName: "file"))
  var compare: [String] = []

  @Option(
    help: ArgumentHelp(
      "How often pages are drawn anew (default: \(usualDraws)).", valueName: "n"))
  var draws: Int?

  @Option(help: ArgumentHelp("Seed of the draws (default: 0).", valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Several seeds: the difference that still counts as none (default: \(usualMargin)).",
      valueName: "points"))
  var margin: Double?

  func validate() throws {
    guard !compare.isEmpty || (draws == nil && seed == nil && margin == nil) else {
      throw ValidationError("--draws, --seed and --margin need --compare.")
    }
    guard draws ?? 1 >= 1 else { throw ValidationError("--draws must be at least 1.") }
    if let margin, !(margin > 0 && margin.isFinite) {
      throw ValidationError("--margin must be above 0, in AP points.")
    }
  }

  /// Refuses what does not go with the number of predictions.
  func check(seeds: Int) throws {
    guard seeds == 1 || !compare.isEmpty else {
      throw ValidationError("Several --predictions need --compare with a file for each of them.")
    }
    guard compare.count % seeds == 0 else {
      throw ValidationError(
        "--compare has \(compare.count) files and --predictions \(seeds): give one for each seed, "
          + "in the same order.")
    }
    guard seeds > 1 || margin == nil else {
      throw ValidationError(
        "--margin needs several seeds: give --predictions and --compare a file for each.")
    }
  }
}
