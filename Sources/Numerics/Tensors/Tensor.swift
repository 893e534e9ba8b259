import CTorch

/// An n-dimensional array of numbers.
///
/// A value: operations return new tensors. What changes a tensor in place (optimisers, running
/// statistics) says so in its name, and is seen by every copy of it.
public struct Tensor: Sendable {
  let handle: TensorHandle

  init(_ handle: TensorHandle) { self.handle = handle }

  /// Sizes, outermost first.
  public var shape: [Int] { Tensors.shape(of: handle.pointer, handle.functions) }

  /// How many dimensions it has.
  public var rank: Int { handle.functions.pointee.tensor_rank(handle.pointer) }

  /// How many elements it has.
  public var count: Int { shape.reduce(1, *) }

  /// What its elements are; `nil` for a type that Galley does not use.
  public var elementType: ElementType? {
    ElementType(rawValue: handle.functions.pointee.tensor_type(handle.pointer))
  }
}

/// Owns a tensor of libtorch.
///
/// `@unchecked`: libtorch counts references atomically, and reading a tensor from several threads is
/// safe; who changes one in place has it alone.
final class TensorHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  let functions: UnsafePointer<galley_torch>

  init(_ pointer: OpaquePointer, _ functions: UnsafePointer<galley_torch>) {
    self.pointer = pointer
    self.functions = functions
  }

  deinit { functions.pointee.tensor_free(pointer) }
}
