import CTorch

/// Arguments of an operation, laid out for C.
struct NativeArguments {
  private var values: [galley_value] = []
  private var integers: [Int64] = []
  private var reals: [Double] = []
  private var pointers: [OpaquePointer?] = []
  private var strings: [String] = []
  /// All tensors among the arguments; kept, so that they outlive the call.
  private(set) var tensors: [Tensor] = []
  private var generators: [RandomGenerator] = []

  /// Adds an argument.
  ///
  /// Lists are noted by the place where they start, and get their address in `withNative`, when
  /// the storage no longer moves.
  mutating func append(_ argument: Argument) {
    var value = galley_value()
    switch argument {
    case .none: value.kind = Int32(GALLEY_NONE.rawValue)
    case .standard: value.kind = Int32(GALLEY_DEFAULT.rawValue)
    case .tensor(let tensor):
      value.kind = Int32(GALLEY_TENSOR.rawValue)
      value.tensor = tensor.handle.pointer
      tensors.append(tensor)
    case .integer(let integer):
      value.kind = Int32(GALLEY_INT.rawValue)
      value.integer = Int64(integer)
    case .real(let real):
      value.kind = Int32(GALLEY_DOUBLE.rawValue)
      value.real = real
    case .boolean(let boolean):
      value.kind = Int32(GALLEY_BOOL.rawValue)
      value.integer = boolean ? 1 : 0
    case .generator(let generator):
      value.kind = Int32(GALLEY_GENERATOR.rawValue)
      value.generator = generator.handle.pointer
      generators.append(generator)
    case .integers(let list):
      value = Self.list(GALLEY_INTS, at: integers.count, list.count)
      integers += list.lazy.map { Int64($0) }
    case .reals(let list):
      value = Self.list(GALLEY_DOUBLES, at: reals.count, list.count)
      reals += list
    case .tensors(let list):
      value = Self.list(GALLEY_TENSORS, at: pointers.count, list.count)
      pointers += list.lazy.map(\.handle.pointer)
      tensors += list
    case .optionalTensors(let list):
      value = Self.list(GALLEY_OPTIONAL_TENSORS, at: pointers.count, list.count)
      pointers += list.lazy.map { $0?.handle.pointer }
      tensors += list.lazy.compactMap(\.self)
    case .string(let string):
      value = Self.list(GALLEY_STRING, at: strings.count, 1)
      strings.append(string)
    }
    values.append(value)
  }

  private static func list(_ kind: galley_kind, at start: Int, _ count: Int) -> galley_value {
    var value = galley_value()
    value.kind = Int32(kind.rawValue)
    value.integer = Int64(start)
    value.count = count
    return value
  }

  /// Lends the arguments to C.
  func withNative(_ use: (UnsafeBufferPointer<galley_value>) -> Int32) -> Int32 {
    let characters = strings.map { Array($0.utf8CString) }
    return integers.withUnsafeBufferPointer { integers in
      reals.withUnsafeBufferPointer { reals in
        pointers.withUnsafeBufferPointer { pointers in
          withExtendedLifetime((tensors, generators, characters)) {
            var values = values
            for index in values.indices {
              let start = Int(values[index].integer)
              switch UInt32(values[index].kind) {
              case GALLEY_INTS.rawValue:
                values[index].integers = integers.baseAddress.map { $0 + start }
              case GALLEY_DOUBLES.rawValue:
                values[index].reals = reals.baseAddress.map { $0 + start }
              case GALLEY_TENSORS.rawValue, GALLEY_OPTIONAL_TENSORS.rawValue:
                values[index].tensors = pointers.baseAddress.map { $0 + start }
              case GALLEY_STRING.rawValue:
                values[index].string = characters[start].withUnsafeBufferPointer(\.baseAddress)
              default: break
              }
            }
            return values.withUnsafeBufferPointer(use)
          }
        }
      }
    }
  }
}
