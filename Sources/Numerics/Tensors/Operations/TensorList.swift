/// Operations on many tensors at once, in place and without recording.
enum TensorList {
  private static let scale = Operation("_foreach_mul_", "Scalar")
  private static let addList = Operation("_foreach_add_", "List")
  private static let addNumbers = Operation("_foreach_add_", "ScalarList")
  private static let addProducts = Operation("_foreach_addcmul_", "Scalar")
  private static let addQuotients = Operation("_foreach_addcdiv_", "ScalarList")
  private static let squareRoots = Operation("_foreach_sqrt")
  private static let normOperation = Operation("_foreach_norm", "Scalar")

  /// Each times a number.
  static func scale(_ list: [Tensor], by factor: Double) throws(TensorError) {
    try run(list) { () throws(TensorError) in _ = try scale.tensors(list, factor) }
  }
  /// Each plus `factor` times the other at its place.
  static func add(
    _ others: [Tensor], times factor: Double = 1, to list: [Tensor]
  ) throws(TensorError) {
    try run(list) { () throws(TensorError) in _ = try addList.tensors(list, others, factor) }
  }
  /// Each plus its number.
  static func add(_ numbers: [Double], to list: [Tensor]) throws(TensorError) {
    try run(list) { () throws(TensorError) in _ = try addNumbers.tensors(list, numbers) }
  }
  /// Each plus `factor` times the product of the two at its place.
  static func addProducts(
    _ a: [Tensor], _ b: [Tensor], times factor: Double, to list: [Tensor]
  ) throws(TensorError) {
    try run(list) { () throws(TensorError) in _ = try addProducts.tensors(list, a, b, factor) }
  }
  /// Each plus its factor times the quotient of the two at its place.
  static func addQuotients(
    _ a: [Tensor], over b: [Tensor], times factors: [Double], to list: [Tensor]
  ) throws(TensorError) {
    try run(list) { () throws(TensorError) in _ = try addQuotients.tensors(list, a, b, factors) }
  }
  /// Square roots, new tensors.
  static func squareRoots(_ list: [Tensor]) throws(TensorError) -> [Tensor] {
    try list.isEmpty
      ? []
      : withoutGradient { () throws(TensorError) in try squareRoots.tensors(list) }
  }
  /// Euclidean norms, tensors of no dimension.
  static func norms(_ list: [Tensor]) throws(TensorError) -> [Tensor] {
    try list.isEmpty
      ? []
      : withoutGradient { () throws(TensorError) in try normOperation.tensors(list, 2.0) }
  }
  /// Copies with memory of their own, through which no gradient flows.
  static func copies(_ list: [Tensor]) throws(TensorError) -> [Tensor] {
    try list.map { (tensor) throws(TensorError) in try tensor.detached().copied() }
  }
  /// Replaces the numbers of each by those of the other at its place.
  static func replace(_ list: [Tensor], by others: [Tensor]) throws(TensorError) {
    try withoutGradient { () throws(TensorError) in
      for (tensor, other) in zip(list, others) { try tensor.replaceNumbers(by: other) }
    }
  }

  private static func run(
    _ list: [Tensor], _ body: () throws(TensorError) -> Void
  ) throws(TensorError) {
    // An empty list is refused by libtorch.
    if !list.isEmpty { try withoutGradient(body) }
  }
}
