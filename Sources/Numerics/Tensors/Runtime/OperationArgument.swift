import CTorch

/// What can be given to an operation as it is.
protocol OperationArgument {
  func append(to arguments: inout NativeArguments)
}

/// What the operation takes by default.
struct StandardArgument: OperationArgument {
  func append(to arguments: inout NativeArguments) { arguments.append(GALLEY_DEFAULT) }
}

extension Tensor: OperationArgument {
  func append(to arguments: inout NativeArguments) { arguments.append(self) }
}
extension Int: OperationArgument {
  func append(to arguments: inout NativeArguments) {
    arguments.append(Int64(self), as: GALLEY_INT)
  }
}
extension Double: OperationArgument {
  func append(to arguments: inout NativeArguments) { arguments.append(self) }
}
extension Bool: OperationArgument {
  func append(to arguments: inout NativeArguments) {
    arguments.append(self ? 1 : 0, as: GALLEY_BOOL)
  }
}
extension String: OperationArgument {
  func append(to arguments: inout NativeArguments) {
    arguments.append(Array(utf8CString), as: GALLEY_STRING) { $0 }
  }
}
extension RandomGenerator: OperationArgument {
  func append(to arguments: inout NativeArguments) { arguments.append(self) }
}
extension ElementType: OperationArgument {
  func append(to arguments: inout NativeArguments) {
    arguments.append(Int64(rawValue), as: GALLEY_INT)
  }
}
extension Array: OperationArgument where Element: ListedArgument {
  func append(to arguments: inout NativeArguments) { Element.append(self, to: &arguments) }
}
extension Optional: OperationArgument where Wrapped: OperationArgument {
  func append(to arguments: inout NativeArguments) {
    if let value = self {
      value.append(to: &arguments)
    } else {
      arguments.append(GALLEY_NONE)
    }
  }
}

/// What lists of arguments are made of.
protocol ListedArgument {
  static func append(_ list: [Self], to arguments: inout NativeArguments)
}

extension Bool: ListedArgument {
  static func append(_ list: [Bool], to arguments: inout NativeArguments) {
    arguments.append(list, as: GALLEY_BOOLS) { $0 ? UInt8(1) : 0 }
  }
}
extension Int: ListedArgument {
  static func append(_ list: [Int], to arguments: inout NativeArguments) {
    arguments.append(list, as: GALLEY_INTS) { Int64($0) }
  }
}
extension Double: ListedArgument {
  static func append(_ list: [Double], to arguments: inout NativeArguments) {
    arguments.append(list, as: GALLEY_DOUBLES) { $0 }
  }
}
extension Tensor: ListedArgument {
  static func append(_ list: [Tensor], to arguments: inout NativeArguments) {
    arguments.append(list, as: GALLEY_TENSORS) { $0.handle.pointer }
  }
}
extension Tensor?: ListedArgument {
  static func append(_ list: [Tensor?], to arguments: inout NativeArguments) {
    arguments.append(list, as: GALLEY_OPTIONAL_TENSORS) { $0?.handle.pointer }
  }
}
