import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension Safetensors {
  /// Writes a file; a reader finds the old one or the whole new one, also after a loss of power.
  ///
  /// The same contents give the same bytes.
  ///
  /// - Throws: `TensorError.unreadable` where it cannot be written.
  public func write(to path: String) throws(TensorError) {
    let (header, order) = try headerText()
    let file = DurableFile(path)
    do {
      try file.write { (write) throws in
        var length = UInt64(header.count).littleEndian
        try withUnsafeBytes(of: &length) { try write([UInt8]($0)) }
        try write(header)
        for name in order {
          if let tensor = tensors[name] { try write(try tensor.bytes()) }
        }
      }
    } catch let error as TensorError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: "cannot be written: \(error.localizedDescription)")
    }
  }

  /// The header, padded to 8 bytes, and the names in the order of their bytes: large elements
  /// first, so that each lies where its type may.
  private func headerText() throws(TensorError) -> ([UInt8], [String]) {
    var parts: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      parts.append("\"\(SafetensorsHeader.metadataKey)\":{\(texts.joined(separator: ","))}")
    }
    var sizes: [(name: String, type: ElementType)] = []
    for (name, tensor) in tensors {
      guard let type = tensor.elementType, name != SafetensorsHeader.metadataKey else {
        throw .parameterMismatch(name: name, reason: "has a type or a name that files do not know")
      }
      sizes.append((name, type))
    }
    sizes.sort { ($1.type.size, $0.name) < ($0.type.size, $1.name) }
    var end = 0
    for (name, type) in sizes {
      let shape = tensors[name]?.shape ?? []
      let start = end
      end += SafetensorsHeader.size(type, shape) ?? 0
      let code = SafetensorsHeader.types.first { $0.value == type }?.key ?? ""
      let lengths = shape.map(String.init).joined(separator: ",")
      parts.append(
        "\(Self.quoted(name)):{\"dtype\":\"\(code)\",\"shape\":[\(lengths)],"
          + "\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array("{\(parts.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    return (header, sizes.map(\.name))
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<"\u{20}": quoted += "\\u" + String(format: "%04x", scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
