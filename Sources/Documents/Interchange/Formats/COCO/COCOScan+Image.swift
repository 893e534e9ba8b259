import JSONReading

extension COCOScan {
  /// An image as a file lists it; the keys beside `id` are asked for where they are needed.
  struct Image {
    var id = 0
    var name: String?
    var width: Int?
    var height: Int?
    /// The PDF that it is a page of, and the number of the page from 1.
    var pdf: (file: String?, page: Int?)
    /// `document`, or DocLayNet's `doc_name`.
    var document: String?
    /// What Galley's own export tells: the resolution, and the SHA-256 of the file.
    var origin: (dpi: Double?, fileHash: String?)

    init(from cursor: inout JSONCursor) throws {
      var (id, documentName): (Int?, String?)
      try cursor.object { cursor, key in
        if key.spells("id") {
          id = try cursor.id("id")
        } else if key.spells("file_name") {
          name = try cursor.textIfAny()
        } else if key.spells("width") {
          width = try cursor.integer()
        } else if key.spells("height") {
          height = try cursor.integer()
        } else if key.spells("document") {
          document = try cursor.textIfAny()
        } else if key.spells("doc_name") {
          documentName = try cursor.textIfAny()
        } else if key.spells("pdf") {
          pdf.file = try cursor.textIfAny()
        } else if key.spells("pdf_page") {
          pdf.page = try cursor.integer()
        } else if key.spells("galley"), cursor.peek() == UInt8(ascii: "{") {
          try readOrigin(&cursor)
        } else {
          try cursor.skip()
        }
      }
      guard let id else { throw ImportFault.missing("id", "a whole number of its own") }
      self.id = id
      document = document ?? documentName
    }

    private mutating func readOrigin(_ cursor: inout JSONCursor) throws {
      try cursor.object { cursor, key in
        if key.spells("dpi") {
          let dpi = try cursor.finiteNumber("galley.dpi")
          guard (1...4800).contains(dpi) else {
            throw ImportFault(reason: "its galley.dpi is \(dpi): export it again")
          }
          origin.dpi = dpi
        } else if key.spells("sha256") {
          origin.fileHash = try cursor.textIfAny()
        } else {
          try cursor.skip()
        }
      }
    }
  }
}

extension JSONCursor {
  /// Reads a text; `nil` for any other value.
  mutating func textIfAny() throws -> String? {
    if peek() == UInt8(ascii: "\"") { return try text() }
    try skip()
    return nil
  }
}
