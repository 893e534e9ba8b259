import CTorch

/// An n-dimensional array of numbers.
///
/// A value: operations return new tensors. What changes a tensor in place (optimisers, running
/// statistics) says so in its name, and is seen by every copy of it.
public struct Tensor: Sendable {
  let handle: TensorHandle

  init(_ handle: TensorHandle) { self.handle = handle }

  /// Sizes, outermost first.
  public var shape: [Int] {
    var sizes = [Int64](repeating: 0, count: rank)
    handle.functions.tensor_shape(handle.pointer, &sizes)
    return sizes.map { Int($0) }
  }

  /// How many dimensions it has.
  public var rank: Int { handle.functions.tensor_rank(handle.pointer) }

  /// How many elements it has.
  public var count: Int { shape.reduce(1, *) }

  /// What its elements are; `nil` for a type that Galley does not use.
  public var elementType: ElementType? {
    ElementType(rawValue: handle.functions.tensor_type(handle.pointer))
  }
}

/// Owns a tensor of libtorch.
///
/// `@unchecked`: libtorch counts references atomically, and reading a tensor from several threads is
/// safe; who changes one in place has it alone.
final class TensorHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  let functions: galley_torch

  init(_ pointer: OpaquePointer, _ functions: galley_torch) {
    self.pointer = pointer
    self.functions = functions
  }

  deinit { functions.tensor_free(pointer) }
}
