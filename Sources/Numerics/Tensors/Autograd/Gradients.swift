import CTorch

extension Tensor {
  /// Whether gradients are gathered for it.
  public var requiresGradient: Bool { handle.functions.requires_gradient(handle.pointer) != 0 }

  /// The same numbers as the start of a computation whose gradients are wanted.
  public func requiringGradient(_ required: Bool = true) throws(TensorError) -> Tensor {
    let start = try detached()
    guard start.handle.functions.set_requires_gradient(start.handle.pointer, required ? 1 : 0) == 0
    else { throw try failure("requiringGradient") }
    return start
  }

  /// Adds the gradients of this scalar to every tensor that it depends on and that requires one.
  public func backward() throws(TensorError) {
    guard handle.functions.backward(handle.pointer) == 0 else { throw try failure("backward") }
  }

  /// The gradient gathered so far.
  public var gradient: Tensor? {
    handle.functions.gradient(handle.pointer).map { Tensor(TensorHandle($0, handle.functions)) }
  }

  /// Replaces the gradient gathered so far; `nil` clears it.
  public func setGradient(_ gradient: Tensor?) throws(TensorError) {
    guard handle.functions.set_gradient(handle.pointer, gradient?.handle.pointer) == 0 else {
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
  let before = functions.set_recording(0)
  defer { _ = functions.set_recording(before) }
  return try body()
}
