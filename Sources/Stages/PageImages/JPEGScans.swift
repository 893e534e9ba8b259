import Foundation

/// Counts the scans of a JPEG file.
///
/// A progressive JPEG may go over all its pixels once for every hundred bytes of the file, so a
/// small file can keep a decoder busy for hours. Encoders write about ten scans.
enum JPEGScans {
  /// Most scans of a file that is decoded.
  static let limit = 100

  /// Number of scans, counted no further than just over the limit; 0 when the file cannot be read.
  static func count(_ path: String) -> Int {
    guard let file = fopen(path, "rb") else { return 0 }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (scans, previous): (Int, UInt8) = (0, 0)
    while scans <= limit {
      let length = fread(&buffer, 1, buffer.count, file)
      guard length > 0 else { break }
      for byte in buffer[..<length] {
        // Compressed data never holds this pair; an embedded preview may, a few times.
        if previous == 0xFF, byte == 0xDA { scans += 1 }
        previous = byte
      }
    }
    return scans
  }
}
