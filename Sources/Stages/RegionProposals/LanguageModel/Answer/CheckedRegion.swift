import Layout

/// A region of an answer that passed every check.
struct CheckedRegion {
  /// Its place in the answer, for messages.
  var path: String
  var key: Int
  /// Index in the taxonomy; `nil` for a group.
  var classIndex: Int?
  /// Position of the enclosing region among the checked ones.
  var parent: Int?
  /// Positions of its rows and drawings in `ShownRows.items`, ascending.
  var items: [Int]
  /// The area between rows, where it has no rows of its own.
  var freeArea: Box?
  var confidence: NamedRegion.Confidence
  /// How sure the model was, where the probabilities of its tokens are known.
  var certainty: RegionCertainty?
  var why: String
}
