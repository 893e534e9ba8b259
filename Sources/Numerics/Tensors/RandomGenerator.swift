import CTorch

/// A source of random numbers with a state of its own (Mersenne Twister).
public struct RandomGenerator: Sendable {
  let handle: GeneratorHandle

  /// A generator that gives the same numbers for the same seed.
  public init(seed: UInt64) throws(TensorError) {
    let torch = try Torch.loaded()
    var pointer: OpaquePointer?
    guard torch.functions.pointee.generator_create(seed, &pointer) == 0, let pointer else {
      throw .operationFailed(operation: "generator", shapes: [], reason: torch.message)
    }
    handle = GeneratorHandle(pointer, torch)
  }

  /// The whole state, to go on from later.
  public func state() throws(TensorError) -> Tensor {
    var tensor: OpaquePointer?
    guard handle.torch.functions.pointee.generator_state(handle.pointer, &tensor) == 0, let tensor
    else {
      throw .operationFailed(operation: "state", shapes: [], reason: handle.torch.message)
    }
    return Tensor(TensorHandle(tensor, handle.torch.functions))
  }

  /// Goes on from a state.
  public func restore(_ state: Tensor) throws(TensorError) {
    guard
      handle.torch.functions.pointee.set_generator_state(handle.pointer, state.handle.pointer) == 0
    else {
      throw .operationFailed(
        operation: "restore", shapes: [state.shape], reason: handle.torch.message)
    }
  }
}

/// Owns a generator of libtorch.
///
/// `@unchecked`: libtorch locks a generator while it is drawn from.
final class GeneratorHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  let torch: Torch

  init(_ pointer: OpaquePointer, _ torch: Torch) {
    self.pointer = pointer
    self.torch = torch
  }

  deinit { torch.functions.pointee.generator_free(pointer) }
}
