import Tensors

/// A function or layer that `Tests/Parity/tensor_parity.py` knows by the same name.
struct ParityCase {
  typealias Function = ([Tensor]) throws -> [Tensor]

  let name: String
  /// Makes the parameters, if it has any, and gives the function.
  let make: (ParameterPath) throws -> Function

  static var all: [ParityCase] {
    [
      elementwise, losses, reductions, shapes, indexing, algebra, networks, layers,
    ].flatMap(\.self)
  }

  /// A layer.
  static func layer(
    _ name: String, _ make: @escaping (ParameterPath) throws -> Function
  ) -> ParityCase { ParityCase(name: name, make: make) }

  /// A function of one tensor.
  static func of(_ name: String, _ function: @escaping (Tensor) throws -> Tensor) -> ParityCase {
    ParityCase(name: name) { _ in { [try function($0[0])] } }
  }

  /// A function of two tensors.
  static func of2(
    _ name: String, _ function: @escaping (Tensor, Tensor) throws -> Tensor
  ) -> ParityCase { ParityCase(name: name) { _ in { [try function($0[0], $0[1])] } } }

  /// A function of three tensors.
  static func of3(
    _ name: String, _ function: @escaping (Tensor, Tensor, Tensor) throws -> Tensor
  ) -> ParityCase { ParityCase(name: name) { _ in { [try function($0[0], $0[1], $0[2])] } } }

  /// A function of one tensor that gives several.
  static func list(_ name: String, _ function: @escaping (Tensor) throws -> [Tensor]) -> ParityCase
  { ParityCase(name: name) { _ in { try function($0[0]) } } }
}
