import Tensors
import Testing

@Suite("Gradients")
struct AutogradTests {
  @Test func `of a product are its factors`() throws {
    let a = try Tensor([1.0, 2, 3]).requiringGradient()
    let b = try Tensor([4.0, 5, 6]).requiringGradient()
    try (a * b).sum().backward()
    #expect(try a.gradient?.array(of: Double.self) == [4, 5, 6])
    #expect(try b.gradient?.array(of: Double.self) == [1, 2, 3])
  }

  @Test func `are not gathered inside withoutGradient`() throws {
    let a = try Tensor([1.0]).requiringGradient()
    let b = try withoutGradient { () throws(TensorError) in try a * 2 }
    #expect(!b.requiresGradient)
    #expect(try (a * 2).requiresGradient)
  }

  @Test func `of an operation with its own backward are what it says`() throws {
    let a = try Tensor([1.0, -2]).requiringGradient()
    let b = try Tensor([1.0, 1]).requiringGradient()
    let outputs = try Tensor.withOwnGradient(
      of: [a, b],
      forward: { inputs throws(TensorError) in [try inputs[0] * inputs[1]] },
      backward: { gradients throws(TensorError) in
        [try gradients[0].map { g throws(TensorError) in try g * 10 }, nil]
      })
    try (outputs[0] * 3).sum().backward()
    #expect(try a.gradient?.array(of: Double.self) == [30, 30])
    #expect(b.gradient == nil)
  }

  @Test func `of normalised zeros are finite`() throws {
    let zeros = try Tensor([Float](repeating: 0, count: 4)).requiringGradient()
    try zeros.normalised(along: 0).sum().backward()
    #expect(try zeros.gradient?.array(of: Float.self).allSatisfy(\.isFinite) == true)
  }

  @Test func `of inputs alone, and of gradients`() throws {
    let a = try Tensor([3.0]).requiringGradient()
    let b = try Tensor([5.0]).requiringGradient()
    let cube = try a.power(3)
    let first = try cube.gradients(of: [a, b], recording: true)
    #expect(try first[0]?.item() == 27 && first[1] == nil && a.gradient == nil)
    #expect(try first[0]?.gradients(of: [a])[0]?.item() == 18)
  }

  @Test func `from a seed, twice over what was recorded`() throws {
    let a = try Tensor([1.0, 2]).requiringGradient()
    let square = try a * a
    try square.backward(from: Tensor([1.0, 10]), keepingGraph: true)
    try square.backward(from: Tensor([1.0, 0]))
    #expect(try a.gradient?.array(of: Double.self) == [4, 40])
    #expect(throws: TensorError.self) { try square.sum().backward() }
  }
}
