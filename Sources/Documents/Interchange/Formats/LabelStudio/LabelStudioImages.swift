import JSONReading

/// The images that a task's data name.
struct LabelStudioImages {
  private struct Entry {
    var key: String
    var names: [String]
    /// Whether results say by a number which of the names they mean.
    var isList: Bool
  }

  /// An image of a task: its entry, and its place in the entry's list.
  struct Place: Hashable {
    var entry: Int
    var item: Int
  }

  /// Width of the only image as our own export tells it, pixels; 0 in other files.
  private(set) var width = 0
  /// Its height.
  private(set) var height = 0
  private var entries: [Entry] = []

  init(_ cursor: inout JSONCursor, _ limits: ImportLimits) throws {
    var all: [Entry] = []
    var own: String?
    try cursor.object { cursor, key in
      let name = String(decoding: key, as: UTF8.self)
      switch cursor.peek() {
      case UInt8(ascii: "\""):
        let text = try cursor.shortText("data", limit: limits.textBytes)
        if name == "galley_page" { own = text }
        all.append(Entry(key: name, names: [text], isList: false))
      case UInt8(ascii: "["):
        let texts = try Self.texts(&cursor, limits)
        if !texts.isEmpty { all.append(Entry(key: name, names: texts, isList: true)) }
      case 48...57 where name == "width": width = try cursor.integer() ?? 0
      case 48...57 where name == "height": height = try cursor.integer() ?? 0
      default: try cursor.skip()
      }
    }
    if let own {
      entries = [Entry(key: "galley_page", names: [own], isList: false)]
    } else {
      entries = all.filter { $0.key == "image" || $0.names.allSatisfy(ImageNames.isImage) }
      // A name may tell nothing of its kind.
      if entries.isEmpty { entries = all.filter { !$0.isList }.prefix(1).map(\.self) }
    }
  }

  /// The images of a task about which nothing more is known: all that it names; `nil` for none.
  var defaultNames: [String]? { entries.isEmpty ? nil : entries.flatMap(\.names) }

  /// The name of an image.
  func name(at place: Place) -> String { entries[place.entry].names[place.item] }

  /// The only entry's images; none where there are several entries.
  var onlyPlaces: [Place] { entries.count == 1 ? places(of: 0) : [] }

  /// All images that a result's own belongs with: of a list a person saw every one.
  func places(with place: Place) -> [Place] { places(of: place.entry) }

  /// The image of a result.
  ///
  /// - Throws: `ImportFault`, if it is not sure.
  func place(of result: LabelStudioResult) throws(ImportFault) -> Place {
    guard let entry = entry(named: result.target ?? "") else {
      let keys = entries.map { "'\($0.key.shortened)'" }.joined(separator: ", ")
      throw ImportFault(
        reason: "its to_name '\(result.target?.shortened ?? "")' tells not which of the task's "
          + "images \(keys) it is on: name the image's tag as its data, or import one image a task")
    }
    let count = entries[entry].names.count
    guard let item = result.item ?? (count == 1 ? 0 : nil), item < count else {
      let which = result.item.map { "on the image with item_index \($0)" } ?? "without item_index"
      throw ImportFault(
        reason:
          "is \(which), but the task names \(count) images there: import one image a task, or "
          + "list all of them in its data")
    }
    return Place(entry: entry, item: item)
  }

  private func places(of entry: Int) -> [Place] {
    entries[entry].names.indices.map { Place(entry: entry, item: $0) }
  }

  /// The entry that a tag shows, which the file does not tell: the only one, or the one of its name.
  private func entry(named name: String) -> Int? {
    guard entries.count > 1 else { return entries.isEmpty ? nil : 0 }
    if let exact = entries.firstIndex(where: { $0.key == name }) { return exact }
    let near = entries.indices.filter { Self.plain(entries[$0].key) == Self.plain(name) }
    return near.count == 1 ? near[0] : nil
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }.replacing("img", with: "image")
  }

  /// The texts of a list; none where it holds anything else.
  private static func texts(
    _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [String] {
    var (texts, isPlain) = ([String](), true)
    try cursor.list { cursor in
      if cursor.peek() == UInt8(ascii: "\"") {
        texts.append(try cursor.shortText("data", limit: limits.textBytes))
      } else {
        isPlain = false
        try cursor.skip()
      }
    }
    return isPlain ? texts : []
  }
}
