/// An argument of an operation, as libtorch's schema of it has them.
enum Argument {
  case none
  case tensor(Tensor)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case integers([Int])
  case reals([Double])
  case tensors([Tensor])
  case optionalTensors([Tensor?])
  case string(String)
  case generator(RandomGenerator)
  /// What the operation takes by default.
  case standard
}

/// What can be given to an operation as it is.
protocol OperationArgument {
  var argument: Argument { get }
}

extension Argument: OperationArgument {
  var argument: Argument { self }
}
extension Tensor: OperationArgument {
  var argument: Argument { .tensor(self) }
}
extension Int: OperationArgument {
  var argument: Argument { .integer(self) }
}
extension Double: OperationArgument {
  var argument: Argument { .real(self) }
}
extension Bool: OperationArgument {
  var argument: Argument { .boolean(self) }
}
extension String: OperationArgument {
  var argument: Argument { .string(self) }
}
extension RandomGenerator: OperationArgument {
  var argument: Argument { .generator(self) }
}
extension ElementType: OperationArgument {
  var argument: Argument { .integer(Int(rawValue)) }
}
extension Array: OperationArgument where Element: ListedArgument {
  var argument: Argument { Element.list(self) }
}
extension Optional: OperationArgument where Wrapped: OperationArgument {
  var argument: Argument { self?.argument ?? .none }
}

/// What lists of arguments are made of.
protocol ListedArgument {
  static func list(_ elements: [Self]) -> Argument
}

extension Int: ListedArgument {
  static func list(_ elements: [Int]) -> Argument { .integers(elements) }
}
extension Double: ListedArgument {
  static func list(_ elements: [Double]) -> Argument { .reals(elements) }
}
extension Tensor: ListedArgument {
  static func list(_ elements: [Tensor]) -> Argument { .tensors(elements) }
}
extension Tensor?: ListedArgument {
  static func list(_ elements: [Tensor?]) -> Argument { .optionalTensors(elements) }
}
