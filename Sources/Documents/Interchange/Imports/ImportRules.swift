/// What the files of an import are held to.
struct ImportRules: Sendable {
  /// What their classes must belong to.
  let classes: ImportClasses
  /// What a file may hold.
  let limits: ImportLimits
  /// Whether predictions count as what a person decided.
  let takesPredictions: Bool
}
