import Foundation

/// Named tensors and texts in a file of the safetensors format.
public struct Safetensors: Sendable {
  /// By name.
  public var tensors: [String: Tensor]
  /// Texts about them.
  public var metadata: [String: String]

  /// What a file shall hold.
  public init(_ tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: `TensorError.unreadable` where it is missing, broken, or holds other than F32, F64,
  ///   I32, I64, U8 and BOOL.
  public init(contentsOf path: String) throws(TensorError) {
    let file = try SafetensorsFile(path)
    metadata = file.header.metadata
    tensors = [:]
    for entry in file.header.entries { tensors[entry.name] = try file.tensor(entry) }
  }

  /// The texts of a file, without reading its tensors.
  public static func metadata(of path: String) throws(TensorError) -> [String: String] {
    try SafetensorsFile(path).header.metadata
  }
}
