import Foundation

/// What a name of an image in a file of another program may mean.
enum ImageNames {
  /// The paths that a name may stand for, the likeliest first: as it is, without a URL's query and
  /// escapes, as a query's value, and each without what an upload put in front of it.
  ///
  /// What a query says of other files counts only where the path names none.
  static func readings(of name: String) -> [String] {
    var readings: [String] = []
    func add(_ reading: String) {
      let reading = withoutOtherPath(reading.trimmingCharacters(in: .whitespaces))
      for form in [reading, withoutFirstPage(reading)]
      where !form.isEmpty && !readings.contains(form) {
        readings.append(form)
      }
    }
    unescaped(name).forEach(add)
    let (path, query, page) = parts(of: name)
    unescaped(path).forEach { add($0 + page) }
    for value in namesFile(path) ? [] : query.split(whereSeparator: { "&;".contains($0) }) {
      let value = String(value.drop { $0 != "=" }.dropFirst())
      unescaped(value).forEach { add($0 + page) }
      unescaped(value.replacing("+", with: " ")).forEach { add($0 + page) }
      // Label Studio hands on the addresses of stored files in Base64.
      if let plain = base64(value) { unescaped(plain).forEach { add($0 + page) } }
    }
    for reading in readings {
      var bare = reading
      while let next = withoutUploadMark(bare) {
        bare = next
        add(bare)
      }
    }
    return readings
  }

  /// The names that uploads and exports may make of a file's: spaces and marks replaced, in lower
  /// case.
  static func disguises(of base: String) -> Set<String> {
    let underlined = base.trimmingCharacters(in: .whitespaces).replacing(" ", with: "_")
    let plain = underlined.unicodeScalars.filter {
      "-_.#=".unicodeScalars.contains($0) || $0.properties.isAlphabetic
        || $0.properties.numericType != nil
    }
    var stem = Substring(base)
    var ending = Substring()
    if let dot = base.lastIndex(of: "."), dot > base.startIndex {
      (stem, ending) = (base[..<dot], base[dot...])
    }
    return Set(
      [base, String(String.UnicodeScalarView(plain)), FileNames.safe(String(stem)) + ending]
        .map { $0.lowercased() })
  }

  /// Whether a text ends as names of images do, or pages of PDFs in our own exports.
  static func isImage(_ text: String) -> Bool {
    readings(of: text).contains {
      ending(of: $0).map(endings.contains) ?? false || $0.firstMatch(of: /#page=[0-9]+$/) != nil
    }
  }

  /// Whether a path ends as those of images and PDFs do.
  private static func namesFile(_ path: String) -> Bool {
    ending(of: path).map { $0 == "pdf" || endings.contains($0) } ?? false
  }

  private static func ending(of name: String) -> String? {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
  }

  private static let endings: Set = [
    "bmp", "gif", "jp2", "jpeg", "jpg", "pgm", "png", "pnm", "ppm", "tif", "tiff", "webp",
  ]

  /// A name's path, its query, and `#page=N` if the fragment says so.
  private static func parts(of name: String) -> (path: String, query: String, page: String) {
    let fragment = name.firstIndex(of: "#").map { String(name[$0...]) } ?? ""
    let page = fragment.firstMatch(of: /^#page=[0-9]+/).map { String($0.0) } ?? ""
    let address = name.prefix { $0 != "#" }
    let path = String(address.prefix { $0 != "?" })
    return (path, String(address.dropFirst(path.count + 1)), page)
  }

  /// A name of a file without a query that holds a path, which would pass for that of the file.
  private static func withoutOtherPath(_ name: String) -> String {
    let address = name.prefix { $0 != "#" }
    let end = address.indices.first { mark in
      address[mark] == "?" && namesFile(String(address[..<mark]))
        && address[mark...].contains { "/\\".contains($0) }
    }
    return end.map { address[..<$0] + parts(of: name).page } ?? name
  }

  /// A text with its percent escapes resolved: once, and again where they were escaped themselves.
  private static func unescaped(_ text: String) -> [String] {
    var forms = [text]
    while forms.count < 4, let last = forms.last, last.contains("%"),
      let plain = last.removingPercentEncoding, plain != last
    {
      forms.append(plain)
    }
    return forms
  }

  private static func base64(_ text: String) -> String? {
    let text = text.removingPercentEncoding ?? text
    let usual = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - usual.count % 4) % 4)
    guard let data = Data(base64Encoded: usual + padding),
      let plain = String(validating: data, as: UTF8.self), plain.contains("/")
    else { return nil }
    return plain
  }

  /// Only pages of PDFs, and later ones of other files, have a number in their names.
  private static func withoutFirstPage(_ name: String) -> String {
    guard name.hasSuffix("#page=1"), !name.lowercased().hasSuffix(".pdf#page=1") else {
      return name
    }
    return String(name.dropLast("#page=1".count))
  }

  /// A path without one mark of an upload: `0a1b2c3d-` or a UUID in front of the file's name, or
  /// `_png.rf.HASH` behind it; `nil` if it has none.
  private static func withoutUploadMark(_ path: String) -> String? {
    let start = path.lastIndex { "/\\".contains($0) }.map(path.index(after:)) ?? path.startIndex
    let (folder, base) = (path[..<start], path[start...])
    if let match = base.wholeMatch(
      of: /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}[-_](.+)/)
    {
      return String(folder + match.1)
    }
    // Eight digits may be a date, which belongs to the name.
    if let match = base.wholeMatch(of: /([0-9a-fA-F]{8})(?:-|__)(.+)/),
      match.1.wholeMatch(of: /(?:19|20)[0-9]{6}/) == nil
    {
      return String(folder + match.2)
    }
    if let match = base.wholeMatch(of: /(.+)_([a-zA-Z]{3,4})\.rf\.[0-9a-zA-Z]+(?:\.[a-zA-Z]{3,4})?/)
    {
      return String(folder + match.1 + "." + match.2)
    }
    return nil
  }
}
