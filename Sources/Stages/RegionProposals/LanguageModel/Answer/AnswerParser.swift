import Foundation

/// Reads the regions out of a model's answer, whatever stands around them.
///
/// Prose, code fences and an end that was cut off do no harm: the array after `"regions":` is
/// looked for, and read element by element for as long as elements are whole.
struct AnswerParser {
  /// The regions that could be read.
  private(set) var regions: [NamedRegion] = []
  /// For each of them the bytes of its object in the text.
  private(set) var spans: [Range<Int>] = []
  private(set) var drops = Drops()

  /// Reads at most `limit` regions.
  ///
  /// - Throws: `AnswerProblem` when there is no array of regions.
  init(_ text: String, limit: Int) throws(AnswerProblem) {
    let bytes = Array(text.utf8)
    guard var position = Self.arrayStart(in: bytes) else {
      throw AnswerProblem(text: "regions: no such array of objects in the answer")
    }
    let decoder = JSONDecoder()
    var index = 0
    while true {
      position = Self.skip(bytes, position) { Self.isSpace($0) || $0 == UInt8(ascii: ",") }
      guard position < bytes.count else {
        drops.add(.cutOff, at: "regions[\(index)]")
        return
      }
      if bytes[position] == UInt8(ascii: "]") { return }
      guard regions.count < limit else {
        drops.add(.tooMany, at: "regions[\(index)]")
        return
      }
      guard bytes[position] == UInt8(ascii: "{") else {
        // Not an object: what follows cannot be told apart safely.
        drops.add(.malformed, at: "regions[\(index)]")
        return
      }
      guard let end = Self.objectEnd(bytes, position) else {
        drops.add(.cutOff, at: "regions[\(index)]")
        return
      }
      if let region = try? decoder.decode(NamedRegion.self, from: Data(bytes[position..<end])) {
        regions.append(region)
        spans.append(position..<end)
      } else {
        drops.add(.malformed, at: "regions[\(index)]")
      }
      position = end
      index += 1
    }
  }

  /// The place after the `[` of the array of regions.
  private static func arrayStart(in bytes: [UInt8]) -> Int? {
    let key = Array("\"regions\"".utf8)
    var position = 0
    while let place = find(key, in: bytes, from: position) {
      let colon = skip(bytes, place + key.count, while: isSpace)
      if colon < bytes.count, bytes[colon] == UInt8(ascii: ":") {
        let bracket = skip(bytes, colon + 1, while: isSpace)
        if bracket < bytes.count, bytes[bracket] == UInt8(ascii: "[") { return bracket + 1 }
      }
      position = place + key.count
    }
    // A bare array of objects, perhaps in a code fence.
    guard let bracket = bytes.firstIndex(of: UInt8(ascii: "[")) else { return nil }
    let brace = skip(bytes, bracket + 1, while: isSpace)
    let isBare = !bytes[..<bracket].contains(UInt8(ascii: "{"))
    return isBare && brace < bytes.count && bytes[brace] == UInt8(ascii: "{") ? bracket + 1 : nil
  }

  private static func find(_ key: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= key.count else { return nil }
    var place = start
    while place <= bytes.count - key.count {
      if bytes[place] == key[0], bytes[place..<place + key.count].elementsEqual(key) {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func skip(
    _ bytes: [UInt8], _ start: Int, while condition: (UInt8) -> Bool
  ) -> Int {
    var place = start
    while place < bytes.count, condition(bytes[place]) { place += 1 }
    return place
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  /// The place after the object that starts here; `nil` when it has no end.
  private static func objectEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for place in start..<bytes.count {
      let byte = bytes[place]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
    }
    return nil
  }
}

/// Why an answer as a whole cannot be used; holds nothing of the answer's own text.
struct AnswerProblem: Error {
  var text: String
}
