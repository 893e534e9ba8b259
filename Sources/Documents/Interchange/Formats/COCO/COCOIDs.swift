/// Ids of a truth file's images or categories, and the place of each in their order.
struct COCOIDs {
  private let places: [Int: Int]
  private let kind: String
  private let file: String

  /// - Parameters:
  ///   - kind: what has the ids, in the singular.
  ///   - list: the key under which the file lists them.
  init(_ ids: [Int], kind: String, list: String, file: String) throws(InterchangeError) {
    try Self.checkUnique(ids.lazy.map(Optional.some), kind: kind, list: list, file: file)
    places = Dictionary(
      uniqueKeysWithValues: ids.sorted().enumerated().map { ($0.element, $0.offset) })
    self.kind = kind
    self.file = file
  }

  /// The place of an id, counted from 0 by rising id; `nil` of one that is not there.
  func place(of id: Int) -> Int? { places[id] }

  /// The place of an id that must be there.
  func place(
    of id: Int, at record: @autoclosure () -> (file: String, place: String)
  ) throws(InterchangeError) -> Int {
    if let place = places[id] { return place }
    let (file, place) = record()
    let remedy =
      file == self.file
      ? "list it, or remove what refers to it"
      : "take over the ids of \(self.file), as 'galley export --match-truth' does"
    throw .badCOCO(
      file: file, place: place, reason: "\(self.file) has no \(kind) with the id \(id): \(remedy)")
  }

  /// Refuses an id that is used twice.
  static func checkUnique(
    _ ids: some Sequence<Int?>, kind: String, list: String, file: String
  ) throws(InterchangeError) {
    var seen: Set<Int> = []
    for (index, id) in ids.enumerated() {
      guard let id, !seen.insert(id).inserted else { continue }
      throw .badCOCO(
        file: file, place: "\(list)[\(index)]",
        reason: "the \(kind) id \(id) is used twice: give each \(kind) an id of its own")
    }
  }
}
