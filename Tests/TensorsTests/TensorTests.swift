import Tensors
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test func `keeps values, shape and type`() throws {
    let tensor = try Tensor([Float(1), 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.shape == [2, 3] && tensor.elementType == .float32 && tensor.count == 6)
    #expect(try tensor.transposed(0, 1).array(of: Int.self) == [1, 4, 2, 5, 3, 6])
    #expect(try Tensor([true, false]).array(of: Bool.self) == [true, false])
    #expect(try Tensor([Float](), shape: [0, 4]).array(of: Float.self).isEmpty)
  }

  @Test func `refuses values that do not fill the shape`() throws {
    #expect(throws: TensorError.wrongCount(count: 3, shape: [2, 2])) {
      try Tensor([1.0, 2, 3], shape: [2, 2])
    }
  }

  @Test func `names the operation and the shapes at fault`() throws {
    let a = try Tensor.zeros([2, 3])
    let b = try Tensor.zeros([4, 5])
    let error = #expect(throws: TensorError.self) { try a.matrixProduct(b) }
    guard case .operationFailed("matmul", [[2, 3], [4, 5]], let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("shapes cannot be multiplied"))
  }

  @Test func `same seed, same numbers, and a state to go on from`() throws {
    let generator = try RandomGenerator(seed: 7)
    _ = try Tensor.normal([5], generator)
    let state = try generator.state()
    let next = try Tensor.uniform([5], generator).array(of: Float.self)
    try generator.restore(state)
    #expect(try Tensor.uniform([5], generator).array(of: Float.self) == next)
  }
}
