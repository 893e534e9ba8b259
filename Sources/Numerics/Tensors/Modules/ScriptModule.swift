import CTorch
import Foundation

/// A TorchScript module from a file, for inference.
public final class ScriptModule: @unchecked Sendable {
  // `@unchecked`: running a module does not change it, and libtorch locks the plans that it makes.
  private let pointer: OpaquePointer
  private let torch: Torch

  private static let capacity = 256

  /// Loads a module that `torch.jit.save` wrote.
  ///
  /// A module is a program: load those of sources you trust.
  ///
  /// - Throws: `TensorError.unreadable` where it is missing, broken, or too new for this libtorch.
  public init(contentsOf path: String) throws(TensorError) {
    torch = try Torch.loaded()
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw .unreadable(path: path, reason: "no such file, or it may not be read")
    }
    var loaded: OpaquePointer?
    guard torch.functions.pointee.module_load(path, &loaded) == 0, let loaded else {
      throw .unreadable(
        path: path,
        reason: "not a TorchScript module of this libtorch (\(torch.message)). "
          + "Save it anew with torch.jit.save")
    }
    pointer = loaded
  }

  deinit { torch.functions.pointee.module_free(pointer) }

  /// Runs the module on one tensor.
  ///
  /// - Returns: its tensors; those in tuples, lists and dictionaries one after another.
  /// - Throws: `TensorError.operationFailed` where the module refuses the input.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> [Tensor] {
    var outputs = [OpaquePointer?](repeating: nil, count: Self.capacity)
    var count = 0
    let status = torch.functions.pointee.module_forward(
      pointer, input.handle.pointer, &outputs, outputs.count, &count)
    guard status == 0 else {
      throw .operationFailed(
        operation: "ScriptModule", shapes: [input.shape], reason: torch.scriptMessage)
    }
    return outputs.prefix(count).compactMap { $0 }
      .map { Tensor(TensorHandle($0, torch.functions)) }
  }
}

extension Torch {
  /// Why a script failed: the last line of the trace, which names the cause.
  fileprivate var scriptMessage: String {
    let lines = String(cString: functions.pointee.message()).split(separator: "\n")
    return lines.last { !$0.trimmingCharacters(in: .whitespaces).isEmpty }.map(String.init)
      ?? message
  }
}
