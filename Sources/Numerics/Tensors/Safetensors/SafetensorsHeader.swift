import Foundation

/// What a safetensors file says about its tensors.
struct SafetensorsHeader {
  /// A tensor: its bytes lie at `range`, counted from the end of the header.
  struct Entry {
    var name: String
    var type: ElementType
    var shape: [Int]
    var range: Range<Int>
  }

  var entries: [Entry] = []
  var metadata: [String: String] = [:]

  /// How the format calls the element types.
  static let types: [String: ElementType] = [
    "F32": .float32, "F64": .float64, "I32": .int32, "I64": .int64, "U8": .uint8, "BOOL": .bool,
  ]

  static let metadataKey = "__metadata__"

  /// Bytes of a tensor; `nil` for sizes below zero, or more than a machine can count.
  static func size(_ type: ElementType, _ shape: [Int]) -> Int? {
    var size = type.size
    for length in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows else { return nil }
      size = product
    }
    return size
  }

  /// Checks that the tensors fill `length` bytes one after another, without gap or overlap.
  func check(dataLength length: Int) throws(SafetensorsFault) {
    var end = 0
    for entry in entries.sorted(by: { Self.precedes($0.range, $1.range) }) {
      guard entry.range.lowerBound == end else {
        throw .init("the bytes of the tensor '\(entry.name)' overlap others or leave a gap")
      }
      end = entry.range.upperBound
      guard end <= length else {
        throw .init("the tensor '\(entry.name)' ends beyond the end of the file")
      }
      guard Self.size(entry.type, entry.shape) == entry.range.count else {
        throw .init(
          "the tensor '\(entry.name)' of the shape \(entry.shape) has \(entry.range.count) bytes")
      }
    }
    guard end == length else { throw .init("\(length - end) bytes belong to no tensor") }
  }

  private static func precedes(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
  }
}

/// Why a file is not taken.
struct SafetensorsFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
