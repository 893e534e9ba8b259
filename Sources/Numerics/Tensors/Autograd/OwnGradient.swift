import CTorch

extension Tensor {
  /// Computes outputs by a function that brings its own backward.
  ///
  /// - Parameters:
  ///   - inputs: what the outputs depend on.
  ///   - forward: makes the outputs; nothing in it is recorded.
  ///   - backward: given the gradient of each output (`nil` for zeros), that of each input (`nil` for
  ///     none), in the order of `inputs`.
  public static func withOwnGradient(
    of inputs: [Tensor], forward: ([Tensor]) throws(TensorError) -> [Tensor],
    backward: @escaping @Sendable ([Tensor?]) throws(TensorError) -> [Tensor?]
  ) throws(TensorError) -> [Tensor] {
    let torch = try Torch.loaded()
    let outputs = try withoutGradient { () throws(TensorError) in try forward(inputs) }
    let context = Unmanaged.passRetained(OwnBackward(functions: torch.functions, backward))
    let status = torch.functions.pointee.attach_backward(
      outputs.map(\.handle.pointer), outputs.count, inputs.map(\.handle.pointer), inputs.count,
      callBackward, release, context.toOpaque())
    guard status == 0 else {
      throw .operationFailed(
        operation: "withOwnGradient", shapes: inputs.map(\.shape), reason: torch.message)
    }
    return outputs
  }
}

/// What the library holds on to until the backward pass.
///
/// `@unchecked`: the functions are constant.
private final class OwnBackward: @unchecked Sendable {
  let functions: UnsafePointer<galley_torch>
  let backward: @Sendable ([Tensor?]) throws(TensorError) -> [Tensor?]

  init(
    functions: UnsafePointer<galley_torch>,
    _ backward: @escaping @Sendable ([Tensor?]) throws(TensorError) -> [Tensor?]
  ) {
    self.functions = functions
    self.backward = backward
  }
}

private func release(_ context: UnsafeMutableRawPointer) {
  Unmanaged<OwnBackward>.fromOpaque(context).release()
}

private func callBackward(
  _ context: UnsafeMutableRawPointer, _ outputs: UnsafePointer<OpaquePointer?>, _ outputCount: Int,
  _ inputs: UnsafeMutablePointer<OpaquePointer?>, _ inputCount: Int
) -> Int32 {
  let own = Unmanaged<OwnBackward>.fromOpaque(context).takeUnretainedValue()
  // Each side frees its own handles.
  let share = own.functions.pointee.tensor_share
  do throws(TensorError) {
    let gradients = (0..<outputCount).map { index in
      outputs[index].map { Tensor(TensorHandle(share($0), own.functions)) }
    }
    let results = try own.backward(gradients)
    guard results.count == inputCount else { return 1 }
    for (index, result) in results.enumerated() {
      inputs[index] = result.map { share($0.handle.pointer) }
    }
    return 0
  } catch {
    return 1
  }
}
