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
      guard torch.functions.find("aten::" + name, overload, &pointer) == 0, let pointer else {
        throw .operationFailed(operation: name, shapes: [], reason: torch.message)
      }
      return .success((torch, pointer))
    } catch {
      return .failure(error)
    }
  }

  /// Its first result, a tensor.
  func callAsFunction<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> Tensor {
    guard case .tensor(let first)? = try results(repeat each arguments).first else {
      throw .operationFailed(operation: name, shapes: [], reason: "it gives no tensor")
    }
    return first
  }

  /// All its results that are tensors.
  func tensors<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> [Tensor] {
    try results(repeat each arguments).compactMap {
      if case .tensor(let tensor) = $0 { tensor } else { nil }
    }
  }

  /// All its results.
  func results<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> [Argument] {
    var list = NativeArguments()
    for argument in repeat each arguments { list.append(argument.argument) }
    return try run(list)
  }

  /// The one place where libtorch's errors become ours.
  private func run(_ arguments: NativeArguments) throws(TensorError) -> [Argument] {
    let (torch, pointer) = try found.get()
    var results = [galley_value](repeating: galley_value(), count: 64)
    var count = 0
    let status = arguments.withNative { values in
      torch.functions.call(
        pointer, values.baseAddress.unsafelyUnwrapped, values.count, &results, results.count,
        &count)
    }
    guard status == 0 else {
      throw .operationFailed(
        operation: name, shapes: arguments.tensors.map(\.shape), reason: torch.message)
    }
    return results.prefix(count).map { $0.argument(torch) }
  }
}

extension galley_value {
  fileprivate func argument(_ torch: Torch) -> Argument {
    switch UInt32(kind) {
    case GALLEY_TENSOR.rawValue:
      tensor.map { .tensor(Tensor(TensorHandle($0, torch.functions))) } ?? .none
    case GALLEY_INT.rawValue: .integer(Int(integer))
    case GALLEY_DOUBLE.rawValue: .real(real)
    case GALLEY_BOOL.rawValue: .boolean(integer != 0)
    default: .none
    }
  }
}
