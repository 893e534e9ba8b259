/// A part of a model's bytes that moves along while they are parsed.
final class ByteWindow {
  let source: ByteSource
  private var bytes: [UInt8] = []
  private var start = 0
  private var fields = 0

  private static let size = 1 << 16
  /// Fields of a file: those of the largest models are far fewer.
  private static let greatestFieldCount = 1 << 24

  init(_ source: ByteSource) { self.source = source }

  /// The byte at a place within the source.
  func byte(at place: Int) throws(ONNXError) -> UInt8 {
    if place < start || place >= start + bytes.count {
      bytes = try source.bytes(place..<min(place + Self.size, source.count))
      start = place
    }
    return bytes[place - start]
  }

  /// A text, with signs of replacement where it is not UTF-8.
  func text(_ range: Range<Int>) throws(ONNXError) -> String {
    guard range.count <= 1 << 20 else { throw malformed("a name has \(range.count) bytes") }
    return String(decoding: try source.bytes(range), as: UTF8.self)
  }

  /// Counts a field, so that a file of tiny ones does not fill the memory.
  func countField() throws(ONNXError) {
    fields += 1
    if fields > Self.greatestFieldCount {
      throw .unreadable(path: source.path, reason: "it has more parts than any model")
    }
  }

  /// Tells why the bytes are no model.
  func malformed(_ reason: String) -> ONNXError {
    .unreadable(
      path: source.path,
      reason: "not an ONNX model that can be read: \(reason). Export or copy it again")
  }
}
