import CTorch

/// Arguments of an operation, laid out for C in memory that the caller lends.
///
/// Tensors and generators are not kept: they belong to the caller for as long as the call lasts.
struct NativeArguments: ~Copyable {
  private let values: UnsafeMutableBufferPointer<galley_value>
  private(set) var count = 0
  /// Copies of lists and strings, freed at the end.
  private var copies: [UnsafeMutableRawPointer] = []

  init(in values: UnsafeMutableBufferPointer<galley_value>) { self.values = values }

  deinit { for copy in copies { copy.deallocate() } }

  /// The arguments so far.
  var native: UnsafePointer<galley_value> {
    UnsafePointer(values.baseAddress.unsafelyUnwrapped)
  }

  /// Adds an argument that has no value of its own.
  mutating func append(_ kind: galley_kind) {
    values.initializeElement(at: count, to: Self.value(kind))
    count += 1
  }

  /// Adds a tensor.
  mutating func append(_ tensor: Tensor) {
    append(GALLEY_TENSOR)
    values[count - 1].tensor = tensor.handle.pointer
  }

  /// Adds a generator.
  mutating func append(_ generator: RandomGenerator) {
    append(GALLEY_GENERATOR)
    values[count - 1].generator = generator.handle.pointer
  }

  /// Adds a whole number, or a truth value as 0 or 1.
  mutating func append(_ integer: Int64, as kind: galley_kind) {
    append(kind)
    values[count - 1].integer = integer
  }

  /// Adds a number.
  mutating func append(_ real: Double) {
    append(GALLEY_DOUBLE)
    values[count - 1].real = real
  }

  /// Adds a list.
  mutating func append<Element, Native: BitwiseCopyable>(
    _ list: [Element], as kind: galley_kind, _ native: (Element) -> Native
  ) {
    append(kind)
    values[count - 1].count = list.count
    guard !list.isEmpty else { return }
    let copy = UnsafeMutablePointer<Native>.allocate(capacity: list.count)
    for index in list.indices { (copy + index).initialize(to: native(list[index])) }
    copies.append(copy)
    // The members of the union are one address.
    values[count - 1].integer = Int64(Int(bitPattern: copy))
  }

  private static func value(_ kind: galley_kind) -> galley_value {
    var value = galley_value()
    value.kind = Int32(bitPattern: kind.rawValue)
    return value
  }

  /// Shapes of all tensors among the arguments, in order.
  func shapes(_ functions: UnsafePointer<galley_torch>) -> [[Int]] {
    var shapes: [[Int]] = []
    for value in values[..<count] {
      switch UInt32(bitPattern: value.kind) {
      case GALLEY_TENSOR.rawValue:
        if let tensor = value.tensor { shapes.append(shape(of: tensor, functions)) }
      case GALLEY_TENSORS.rawValue, GALLEY_OPTIONAL_TENSORS.rawValue:
        for index in 0..<value.count {
          if let tensor = value.tensors?[index] { shapes.append(shape(of: tensor, functions)) }
        }
      default: break
      }
    }
    return shapes
  }
}

/// Sizes of a tensor of libtorch.
func shape(of tensor: OpaquePointer, _ functions: UnsafePointer<galley_torch>) -> [Int] {
  let rank = functions.pointee.tensor_rank(tensor)
  return [Int](unsafeUninitializedCapacity: rank) { buffer, count in
    buffer.withMemoryRebound(to: Int64.self) { sizes in
      if let start = sizes.baseAddress { functions.pointee.tensor_shape(tensor, start) }
    }
    count = rank
  }
}
