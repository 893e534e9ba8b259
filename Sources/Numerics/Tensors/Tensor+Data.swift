import CTorch

extension Tensor {
  /// A tensor of these values, row by row.
  ///
  /// - Parameter shape: sizes; `nil` for a vector.
  /// - Throws: `TensorError.wrongCount` where the values do not fill the shape.
  public init<Element: TensorElement>(
    _ values: [Element], shape: [Int]? = nil
  ) throws(TensorError) {
    let shape = shape ?? [values.count]
    guard shape.reduce(1, *) == values.count else {
      throw .wrongCount(count: values.count, shape: shape)
    }
    try self.init(elements: values, shape: shape, type: Element.elementType)
  }

  /// A tensor of elements that lie in memory as the type has them, row by row.
  init(bytes: [UInt8], shape: [Int], type: ElementType) throws(TensorError) {
    try self.init(elements: bytes, shape: shape, type: type)
  }

  private init<Element>(
    elements: [Element], shape: [Int], type: ElementType
  ) throws(TensorError) {
    let torch = try Torch.loaded()
    var pointer: OpaquePointer?
    let status = elements.withUnsafeBytes { bytes in
      torch.functions.pointee.tensor_create(
        bytes.baseAddress, bytes.count, type.rawValue,
        shape.map { Int64($0) }, shape.count, &pointer)
    }
    guard status == 0, let pointer else {
      throw .operationFailed(operation: "tensor", shapes: [shape], reason: torch.message)
    }
    self.init(TensorHandle(pointer, torch.functions))
  }

  /// A tensor of no dimension.
  public init<Element: TensorElement>(_ value: Element) throws(TensorError) {
    try self.init([value], shape: [])
  }

  /// Its elements, row by row, converted where they are of another type.
  public func array<Element: TensorElement>(
    of type: Element.Type = Float.self
  ) throws(TensorError) -> [Element] {
    let same = elementType == Element.elementType ? self : try converted(to: Element.elementType)
    return try same.elements(count: same.count)
  }

  /// Its elements as they lie in memory, row by row.
  func bytes() throws(TensorError) -> [UInt8] {
    try elements(count: count * (elementType?.size ?? 0))
  }

  private func elements<Element>(count: Int) throws(TensorError) -> [Element] {
    var failed = false
    let values = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      failed =
        handle.functions.pointee.tensor_read(
          handle.pointer, buffer.baseAddress, count * MemoryLayout<Element>.stride) != 0
      filled = failed ? 0 : count
    }
    if failed { throw try failure("array") }
    return values
  }

  /// The element of a tensor that has one.
  public func item() throws(TensorError) -> Double {
    guard let value = try array(of: Double.self).first, count == 1 else {
      throw .operationFailed(operation: "item", shapes: [shape], reason: "it has not one element")
    }
    return value
  }
}
