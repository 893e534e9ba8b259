import CZlib

/// Inflates zlib data piece by piece, so that little data cannot become much memory.
enum Inflation {
  /// Gives each piece of what the data holds.
  ///
  /// - Parameters:
  ///   - input: the next bytes of the data; none at its end.
  ///   - body: takes a piece; gives `false` where no more is wanted.
  static func forEachPiece(of input: () -> [UInt8], _ body: ([UInt8]) -> Bool) {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit_(&stream, ZLIB_VERSION, size) == Z_OK else { return }
    defer { inflateEnd(&stream) }
    while true {
      var bytes = input()
      guard !bytes.isEmpty else { return }
      let goesOn = bytes.withUnsafeMutableBufferPointer { data -> Bool in
        stream.next_in = data.baseAddress
        stream.avail_in = UInt32(data.count)
        repeat {
          var status = Z_OK
          let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(buffer.count)
            status = inflate(&stream, Z_NO_FLUSH)
            count = buffer.count - Int(stream.avail_out)
          }
          if !piece.isEmpty, !body(piece) { return false }
          // No room for more, or no more to go on with until the next bytes come.
          if status == Z_BUF_ERROR { return true }
          guard status == Z_OK else { return false }
        } while stream.avail_in > 0 || stream.avail_out == 0
        return true
      }
      guard goesOn else { return }
    }
  }

  /// What the data holds, as far as `limit` bytes.
  static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    var (input, inflated) = (bytes, [UInt8]())
    forEachPiece {
      defer { input = [] }
      return input
    } _: { piece in
      inflated += piece.prefix(limit - inflated.count)
      return inflated.count < limit
    }
    return inflated
  }
}
