import CTorch

extension Tensor {
  /// Whether gradients are gathered for it.
  public var requiresGradient: Bool {
    handle.functions.pointee.requires_gradient(handle.pointer) != 0
  }

  /// The same numbers as the start of a computation whose gradients are wanted.
  public func requiringGradient(_ required: Bool = true) throws(TensorError) -> Tensor {
    let start = try detached()
    guard
      start.handle.functions.pointee.set_requires_gradient(start.handle.pointer, required ? 1 : 0)
        == 0
    else { throw try failure("requiringGradient") }
    return start
  }

  /// Gathers no more gradients for this very tensor.
  func stopGradient() throws(TensorError) {
    guard handle.functions.pointee.set_requires_gradient(handle.pointer, 0) == 0 else {
      throw try failure("stopGradient")
    }
  }

  /// Adds gradients to every tensor that this one depends on and that requires one.
  ///
  /// - Parameters:
  ///   - seed: the gradient of this tensor, of its shape; `nil` for the 1 of a scalar.
  ///   - keepingGraph: whether what was recorded stays for another backward.
  public func backward(
    from seed: Tensor? = nil, keepingGraph: Bool = false
  ) throws(TensorError) {
    let status = handle.functions.pointee.backward(
      handle.pointer, seed?.handle.pointer, keepingGraph ? 1 : 0)
    guard status == 0 else { throw try failure("backward") }
  }

  /// Gradients of this tensor with respect to others, which keep what they have gathered.
  ///
  /// - Parameters:
  ///   - seed: the gradient of this tensor, of its shape; `nil` for the 1 of a scalar.
  ///   - keepingGraph: whether what was recorded stays for another backward.
  ///   - recording: whether gradients flow through the gradients (implies `keepingGraph`).
  /// - Returns: one for each input, `nil` where this tensor does not depend on it.
  public func gradients(
    of inputs: [Tensor], from seed: Tensor? = nil, keepingGraph: Bool = false,
    recording: Bool = false
  ) throws(TensorError) -> [Tensor?] {
    var found = [OpaquePointer?](repeating: nil, count: inputs.count)
    let status = withExtendedLifetime(inputs) {
      handle.functions.pointee.gradients(
        handle.pointer, seed?.handle.pointer, inputs.map(\.handle.pointer), inputs.count,
        keepingGraph || recording ? 1 : 0, recording ? 1 : 0, &found)
    }
    guard status == 0 else { throw try failure("gradients") }
    return found.map { $0.map { Tensor(TensorHandle($0, handle.functions)) } }
  }

  /// The gradient gathered so far.
  public var gradient: Tensor? {
    handle.functions.pointee.gradient(handle.pointer).map {
      Tensor(TensorHandle($0, handle.functions))
    }
  }

  /// Replaces the gradient gathered so far; `nil` clears it.
  public func setGradient(_ gradient: Tensor?) throws(TensorError) {
    guard handle.functions.pointee.set_gradient(handle.pointer, gradient?.handle.pointer) == 0
    else {
      throw try failure("setGradient")
    }
  }

  func failure(_ operation: String) throws(TensorError) -> TensorError {
    .operationFailed(operation: operation, shapes: [shape], reason: try Torch.loaded().message)
  }
}

/// Computes without recording: no gradient flows through what is made inside.
public func withoutGradient<Result>(
  _ body: () throws(TensorError) -> Result
) throws(TensorError) -> Result {
  let functions = try Torch.loaded().functions
  let before = functions.pointee.set_recording(0)
  defer { _ = functions.pointee.set_recording(before) }
  return try body()
}
