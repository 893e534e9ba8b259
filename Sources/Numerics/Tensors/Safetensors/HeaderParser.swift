import Foundation

/// Reads a safetensors header: JSON of the one form that the format allows.
///
/// A parser of its own, since others take the last of two equal names without a word.
struct HeaderParser {
  private var json: JSONTokens

  init(_ bytes: [UInt8]) { json = JSONTokens(bytes) }

  /// The header.
  static func parse(_ bytes: [UInt8]) throws(SafetensorsFault) -> SafetensorsHeader {
    var parser = HeaderParser(bytes)
    var header = SafetensorsHeader()
    var names: Set<String> = []
    try parser.object { (parser, name) throws(SafetensorsFault) in
      guard names.insert(name).inserted else {
        throw .init("two entries have the name '\(name)'")
      }
      if name == SafetensorsHeader.metadataKey {
        header.metadata = try parser.texts()
      } else {
        header.entries.append(try parser.entry(name))
      }
    }
    try parser.json.end()
    return header
  }

  private mutating func object(
    _ member: (inout HeaderParser, String) throws(SafetensorsFault) -> Void
  ) throws(SafetensorsFault) {
    try json.expect("{")
    guard !json.take("}") else { return }
    repeat {
      let name = try json.string()
      try json.expect(":")
      try member(&self, name)
    } while json.take(",")
    try json.expect("}")
  }

  private mutating func texts() throws(SafetensorsFault) -> [String: String] {
    var texts: [String: String] = [:]
    try object { (parser, name) throws(SafetensorsFault) in
      guard texts.updateValue(try parser.json.string(), forKey: name) == nil else {
        throw .init("two texts have the name '\(name)'")
      }
    }
    return texts
  }

  private mutating func numbers() throws(SafetensorsFault) -> [Int] {
    try json.expect("[")
    guard !json.take("]") else { return [] }
    var numbers: [Int] = []
    repeat { numbers.append(try json.wholeNumber()) } while json.take(",")
    try json.expect("]")
    return numbers
  }

  private mutating func entry(_ name: String) throws(SafetensorsFault) -> SafetensorsHeader.Entry {
    var (type, shape, offsets): (String?, [Int]?, [Int]?)
    try object { (parser, key) throws(SafetensorsFault) in
      switch key {
      case "dtype" where type == nil: type = try parser.json.string()
      case "shape" where shape == nil: shape = try parser.numbers()
      case "data_offsets" where offsets == nil: offsets = try parser.numbers()
      default: throw .init("the tensor '\(name)' has a second or unknown '\(key)'")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .init("the tensor '\(name)' lacks dtype, shape or two ordered data_offsets")
    }
    guard let known = SafetensorsHeader.types[type] else {
      let names = SafetensorsHeader.types.keys.sorted().joined(separator: ", ")
      throw .init("the tensor '\(name)' is of the type \(type); convert it to one of \(names)")
    }
    return .init(name: name, type: known, shape: shape, range: offsets[0]..<offsets[1])
  }
}
