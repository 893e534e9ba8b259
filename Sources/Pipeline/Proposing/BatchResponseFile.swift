import Foundation
import LanguageModel

/// A file of answers, in any order; only where each line stands is held in memory.
struct BatchResponseFile {
  /// Bytes of a line beyond which it is passed over: no honest answer is as long.
  static let longestLine = 16 << 20

  /// Lines that are no responses: their number in the file, and how many.
  let unreadable: (first: Int, count: Int)?
  private let handle: FileHandle
  private let places: [String: (offset: UInt64, length: Int)]

  /// Reads through a file.
  init(_ file: URL) throws {
    let handle = try FileHandle(forReadingFrom: file)
    var places: [String: (offset: UInt64, length: Int)] = [:]
    var unreadable: (first: Int, count: Int)?
    var buffer = Data()
    var offset: UInt64 = 0
    var number = 0
    var isPassedOver = false
    func note(_ line: Data, at offset: UInt64) -> Bool {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { return true }
      guard let response = BatchResponseLine(line) else { return false }
      // A later line corrects an earlier one that failed.
      if places[response.id] == nil || (try? response.answer.get()) != nil {
        places[response.id] = (offset, line.count)
      }
      return true
    }
    func spoil() { unreadable = (unreadable?.first ?? number, (unreadable?.count ?? 0) + 1) }
    while true {
      let chunk = try handle.read(upToCount: 1 << 20) ?? Data()
      buffer.append(chunk)
      var start = buffer.startIndex
      while let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        number += 1
        let line = Data(buffer[start..<end])
        if isPassedOver || !note(line, at: offset) { spoil() }
        isPassedOver = false
        offset += UInt64(line.count) + 1
        start = end + 1
      }
      buffer = Data(buffer[start...])
      if buffer.count > Self.longestLine {
        isPassedOver = true
        offset += UInt64(buffer.count)
        buffer = Data()
      }
      if chunk.isEmpty { break }
    }
    if !buffer.isEmpty || isPassedOver {
      number += 1
      if isPassedOver || !note(buffer, at: offset) { spoil() }
    }
    self.handle = handle
    self.places = places
    self.unreadable = unreadable
  }

  /// Ids of all responses.
  var ids: Set<String> { Set(places.keys) }

  /// The response to a request.
  func response(to id: String) -> BatchResponseLine? {
    guard let place = places[id] else { return nil }
    do {
      try handle.seek(toOffset: place.offset)
      return BatchResponseLine(try handle.read(upToCount: place.length) ?? Data())
    } catch {
      return nil
    }
  }
}
