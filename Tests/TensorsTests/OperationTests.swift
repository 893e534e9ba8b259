import GalleyTesting
import Tensors
import Testing

@Suite("Operations")
struct OperationTests {
  private static func matrix() throws -> Tensor { try Tensor([4.0, 1, 2, 3], shape: [2, 2]) }
  private static func vector() throws -> Tensor { try Tensor([3.0, -1, 2]) }

  /// An operation, and the numbers that it must give.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let result: @Sendable () throws -> Tensor
    let expected: [Double]

    init(_ name: String, _ expected: [Double], _ result: @escaping @Sendable () throws -> Tensor) {
      (testDescription, self.expected, self.result) = (name, expected, result)
    }
  }

  private static let cases: [Case] = [
    Case("trace", [7]) { try matrix().trace() },
    Case("determinant", [10]) { try matrix().determinant() },
    Case("inverse", [0.3, -0.1, -0.2, 0.4]) { try matrix().inverse() },
    Case("pseudo-inverse", [0.3, -0.1, -0.2, 0.4]) { try matrix().pseudoInverse() },
    Case("least squares", [1, 2]) {
      try Tensor([1.0, 0, 0, 1, 1, 1], shape: [3, 2])
        .leastSquares(Tensor([1.0, 2, 3], shape: [3, 1]))
    },
    Case("triangular", [2, -1]) {
      try Tensor([1.0, 0, 1, 1], shape: [2, 2])
        .solvedTriangular(Tensor([2.0, 1], shape: [2, 1]), isUpper: false)
    },
    Case("rank", [1]) { try Tensor.ones([3, 3]).matrixRank() },
    Case("einsum", [6, 8]) {
      try Tensor.einsum("ij,j->i", Tensor([1.0, 1, 2, 0], shape: [2, 2]), Tensor([4.0, 2]))
    },
    Case("outer product", [9, -3, 6, -3, 1, -2, 6, -2, 4]) {
      try vector().outerProduct(vector())
    },
    Case("cumulative sum", [3, 2, 4]) { try vector().cumulativeSum(along: 0) },
    Case("cumulative maximum", [3, 3, 3]) { try vector().cumulativeGreatest(along: 0).values },
    Case("sorted", [-1, 2, 3]) { try vector().sorted(along: 0).values },
    Case("median", [2]) { try vector().median(along: 0).values },
    Case("quantiles", [0.5, 2]) { try vector().quantiles([0.25, 0.5]) },
    Case("places", [0, 1, 3]) {
      try Tensor([1.0, 2, 3]).places(of: Tensor([0.0, 2, 9]))
    },
    Case("unique counts", [1, 2]) { try Tensor([5.0, 1, 5]).uniqueValues().counts },
    Case("counts", [1, 0, 2, 0]) { try Tensor([2, 0, 2]).counts(atLeast: 4) },
    Case("one-hot", [0, 1, 0, 0, 0, 1]) { try Tensor([1, 2]).oneHot(3) },
    Case("scatter", [3, 7, 2]) {
      try vector().scattering(Tensor([7.0]), at: Tensor([1]), along: 0)
    },
    Case("put", [3, 1, 2]) { try vector().putting(Tensor([2.0]), at: [Tensor([1])], adding: true) },
    Case("windows", [3, -1, -1, 2]) { try vector().windows(2, step: 1, along: 0) },
    Case("roll", [2, 3, -1]) { try vector().rolled([1], along: [0]) },
    Case("upper triangle", [4, 1, 0, 3]) { try matrix().upperTriangle() },
    Case("diagonal", [4, 3]) { try matrix().diagonal() },
    Case("spaced", [0, 0.5, 1]) { try .spaced(from: 0, through: 1, count: 3, .float64) },
    Case("cross entropy", [1.0986122886681098]) {
      try Tensor.zeros([2, 3], .float64).crossEntropy(Tensor([0, 2]))
    },
    Case("binary cross entropy", [0.6931471805599453]) {
      try Tensor([0.0]).binaryCrossEntropy(Tensor([1.0]))
    },
    Case("smooth absolute error", [2.5, 0.5, 1.5]) {
      try vector().smoothAbsoluteError(Tensor([0.0, 0, 0]), .none)
    },
    Case("error function", [0.8427007929497149]) { try Tensor([1.0]).errorFunction() },
    Case("remainder", [1, 1, 0]) { try vector().remainder(dividingBy: 2) },
    Case("attention with a mask", [1, 2]) {
      try .attention(
        .ones([2, 1], .float64), .ones([2, 1], .float64), Tensor([1.0, 3], shape: [2, 1]),
        mask: .causalMask(2))
    },
    Case("product", [-6]) { try vector().product(along: 0) },
    Case("norm of order 1", [6]) { try vector().norm(order: 1) },
    Case("dropout of none", [3, -1, 2]) {
      try vector().droppingOut(0, RandomGenerator(seed: 1))
    },
    Case("pixel shuffle", [1, 2, 3, 4]) {
      try Tensor([1.0, 2, 3, 4], shape: [1, 4, 1, 1]).pixelShuffled(2)
    },
  ]

  @Test(arguments: cases)
  func `give known numbers`(_ one: Case) throws {
    #expect(near(try one.result().array(of: Double.self), one.expected, 1e-6))
  }

  @Test func `normalising thousands of numbers keeps single precision's digits`() throws {
    let values = try Tensor([Float](repeating: 0.1, count: 10_000), shape: [1, 10_000, 1])
    let normalised = try values.normalised(along: 1).array(of: Float.self)
    #expect(normalised.allSatisfy { abs($0 / 0.01 - 1) < 1e-6 })
  }

  @Test func `draws stay in their range and are the same for a seed`() throws {
    func draws() throws -> [[Int]] {
      let generator = try RandomGenerator(seed: 4)
      return [
        try Tensor.integers(in: -2..<3, [100], generator).array(of: Int.self),
        try Tensor([0.0, 1, 3]).drawnIndices(100, replacing: true, generator).array(of: Int.self),
        try Tensor.filled(0.5, [100]).bernoulli(generator).array(of: Int.self),
      ]
    }
    let first = try draws()
    #expect(try draws() == first)
    #expect(Set(first[0]) == [-2, -1, 0, 1, 2] && Set(first[1]) == [1, 2])
    #expect(Set(first[2]) == [0, 1])
  }

  @Test(arguments: [
    ([Float(1), 2, 3], [3], "[3] float32 [1.0, 2.0, 3.0]"),
    ([], [0, 2], "[0, 2] float32 []"), ([5], [], "[] float32 [5.0]"),
    (
      [1, 2, 3, 4, 5, 6, 7, 8], [2, 4], "[2, 4] float32 [1.0, 2.0, 3.0 … 6.0, 7.0, 8.0]"
    ),
  ])
  func `descriptions`(values: [Float], shape: [Int], expected: String) throws {
    #expect(try Tensor(values, shape: shape).description == expected)
  }
}
