import CTorch

/// An operation of libtorch (ATen), by the name and overload of its schema.
struct Operation: @unchecked Sendable {
  // `@unchecked`: the pointer is to what the library's table of operations holds for good.
  let name: String
  private let found: Result<(torch: Torch, pointer: OpaquePointer), TensorError>

  init(_ name: String, _ overload: String = "") {
    self.name = name
    found = Self.find(name, overload)
  }

  private static func find(
    _ name: String, _ overload: String
  ) -> Result<(torch: Torch, pointer: OpaquePointer), TensorError> {
    do throws(TensorError) {
      let torch = try Torch.loaded()
      var pointer: OpaquePointer?
      guard torch.functions.pointee.find("aten::" + name, overload, &pointer) == 0, let pointer
      else {
        throw .operationFailed(operation: name, shapes: [], reason: torch.message)
      }
      return .success((torch, pointer))
    } catch {
      return .failure(error)
    }
  }

  /// Its result, a tensor.
  func callAsFunction<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> Tensor {
    let tensor = try run(repeat each arguments) { (results, torch) throws(TensorError) in
      guard results.count == 1, let tensor = results[0].owned(torch) else {
        for result in results { _ = result.owned(torch) }
        throw .operationFailed(operation: name, shapes: [], reason: "it does not give one tensor")
      }
      return tensor
    }
    trace([tensor], repeat each arguments)
    return tensor
  }

  /// All its results that are tensors.
  func tensors<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> [Tensor] {
    let tensors = try run(repeat each arguments) { (results, torch) throws(TensorError) in
      results.compactMap { $0.owned(torch) }
    }
    trace(tensors, repeat each arguments)
    return tensors
  }

  /// The one place where libtorch's errors become ours.
  private func run<Result, each A: OperationArgument>(
    _ arguments: repeat each A,
    taking take: (UnsafeBufferPointer<galley_value>, Torch) throws(TensorError) -> Result
  ) throws(TensorError) -> Result {
    let (torch, pointer) = try found.get()
    var length = 0
    for _ in repeat (each A).self { length += 1 }
    return try withUnsafeTemporaryAllocation(of: galley_value.self, capacity: max(1, length)) {
      (memory) throws(TensorError) in
      var native = NativeArguments(in: memory)
      for argument in repeat each arguments { argument.append(to: &native) }
      var results: UnsafePointer<galley_value>?
      var count = 0
      let status = torch.functions.pointee.call(
        pointer, native.native, native.count, &results, &count)
      // The arguments' pointers are to what the tensors own.
      defer { withExtendedLifetime((repeat each arguments)) {} }
      guard status == 0 else {
        throw .operationFailed(
          operation: name, shapes: native.shapes(torch.functions), reason: torch.message)
      }
      return try take(UnsafeBufferPointer(start: results, count: count), torch)
    }
  }
}

extension galley_value {
  /// The tensor that it is, now the receiver's.
  fileprivate func owned(_ torch: Torch) -> Tensor? {
    guard UInt32(bitPattern: kind) == GALLEY_TENSOR.rawValue, let tensor else { return nil }
    return Tensor(TensorHandle(tensor, torch.functions))
  }
}
