import Student
import Tensors

/// Makes another model of a trained one.
public protocol WeightEdit: Sendable {
  /// Changes the numbers of a trained model in place.
  ///
  /// - Parameter start: the numbers that training started with.
  func edit(_ model: StudentModel, start: [String: Tensor]) throws
}
