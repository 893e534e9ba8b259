import Foundation
import Settings
import Tensors

/// A file of figures that TensorBoard reads.
///
/// Records of TensorFlow's `Event` messages, each with its length and the checksums of both.
final class TensorBoardEvents {
  private let handle: FileHandle

  /// Starts a file of its own in the folder; TensorBoard joins those of a run.
  ///
  /// - Parameter step: the first step; what earlier files have of it and later ones is void.
  init(folder: String, from step: Int, now: Date = Date()) throws(TrainingError) {
    let path =
      folder + "/events.out.tfevents.\(Int(now.timeIntervalSince1970)).galley.\(getpid())"
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw .runFolder(path: path, reason: "it cannot be written") }
    self.handle = handle
    var event = ProtocolBuffer()
    event.add(1, now.timeIntervalSince1970)
    event.add(3, "brain.Event:2")
    try write(event)
    var session = ProtocolBuffer()
    session.add(1, Self.sessionStart)
    var start = ProtocolBuffer()
    start.add(1, now.timeIntervalSince1970)
    start.add(2, step)
    start.add(7, session)
    try write(start)
  }

  /// `SessionLog.START`.
  private static let sessionStart = 1

  /// Adds the figures of a step, each under its tag.
  func add(_ figures: [(String, Double)], step: Int, now: Date = Date()) throws(TrainingError) {
    var summary = ProtocolBuffer()
    for (tag, figure) in figures {
      var value = ProtocolBuffer()
      value.add(1, tag)
      value.add(2, Float(figure))
      summary.add(1, value)
    }
    var event = ProtocolBuffer()
    event.add(1, now.timeIntervalSince1970)
    event.add(2, step)
    event.add(5, summary)
    try write(event)
  }

  private func write(_ event: ProtocolBuffer) throws(TrainingError) {
    let length = withUnsafeBytes(of: UInt64(event.bytes.count).littleEndian) { Data($0) }
    var record = length
    record.append(Self.checksum(length))
    record.append(event.bytes)
    record.append(Self.checksum(event.bytes))
    do { try handle.write(contentsOf: record) } catch {
      throw .runFolder(
        path: "TensorBoard events", reason: "they cannot be written: \(error.systemReason)")
    }
  }

  /// CRC-32C, turned and shifted as the format wants it.
  private static func checksum(_ data: Data) -> Data {
    var crc = UInt32.max
    for byte in data { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ (crc >> 8) }
    crc = ~crc
    let masked = (crc >> 15 | crc << 17) &+ 0xa282_ead8
    return withUnsafeBytes(of: masked.littleEndian) { Data($0) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
  }
}
