import Foundation

/// Whether a PDF may hold a name: in its objects as they are, or inside its compressed ones.
///
/// It spares nearly all files a parser. A name that a hostile file spells otherwise stays unseen.
struct PDFNameSearch {
  private static let pieceBytes = 1 << 20
  /// Compressed objects are inflated no further than this in all; beyond, the name may be there.
  private static let byteLimit = 128 << 20
  private static let objectStream = Array("/ObjStm".utf8)

  private let name: [UInt8]
  private let file: FileBytes
  private var inflated = 0

  /// Searches a file; one that cannot be read holds nothing.
  ///
  /// - Parameter isEncrypted: what is compressed cannot be looked into then.
  static func mayHold(_ name: String, in path: String, isEncrypted: Bool) -> Bool {
    guard let file = FileBytes(path) else { return false }
    var search = PDFNameSearch(name: Array(name.utf8), file: file)
    return search.run(isEncrypted: isEncrypted)
  }

  private init(name: [UInt8], file: FileBytes) {
    self.name = name
    self.file = file
  }

  private mutating func run(isEncrypted: Bool) -> Bool {
    var streams: [Int] = []
    let overlap = max(name.count, Self.objectStream.count) - 1
    var position = 0
    while true {
      let piece = file.bytes(at: position, count: Self.pieceBytes)
      if !Self.places(of: name, in: piece).isEmpty { return true }
      let found = Self.places(of: Self.objectStream, in: piece).map { position + $0 }
      streams += found.filter { $0 > streams.last ?? -1 }
      guard piece.count == Self.pieceBytes else { break }
      position += piece.count - overlap
    }
    guard !isEncrypted else { return !streams.isEmpty }
    for stream in streams where isInside(objectStreamAt: stream) { return true }
    return false
  }

  /// Inflates what follows the dictionary that a place lies in.
  private mutating func isInside(objectStreamAt place: Int) -> Bool {
    let head = file.bytes(at: place, count: 2048)
    let keyword = Array("stream".utf8)
    guard let start = Self.places(of: keyword, in: head, first: keyword[0]).first else {
      return false
    }
    var next = start + keyword.count
    while next < head.count, head[next] == 0x0D || head[next] == 0x0A { next += 1 }
    var (position, isFound, tail) = (place + next, false, [UInt8]())
    Inflation.forEachPiece {
      defer { position += 1 << 14 }
      return file.bytes(at: position, count: 1 << 14)
    } _: { piece in
      inflated += piece.count
      isFound = !Self.places(of: name, in: tail + piece).isEmpty || inflated > Self.byteLimit
      tail = piece.suffix(name.count - 1)
      return !isFound
    }
    return isFound
  }

  /// Where a text stands in bytes.
  private static func places(
    of text: [UInt8], in bytes: [UInt8], first: UInt8 = UInt8(ascii: "/")
  ) -> [Int] {
    var places: [Int] = []
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      var position = 0
      while position + text.count <= buffer.count,
        let hit = memchr(start + position, Int32(first), buffer.count - position)
      {
        let place = start.distance(to: UnsafeRawPointer(hit))
        guard place + text.count <= buffer.count else { return }
        if memcmp(hit, text, text.count) == 0 { places.append(place) }
        position = place + 1
      }
    }
    return places
  }
}
