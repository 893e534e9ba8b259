import Foundation
import Student
import Tensors
import Testing

@Suite("Additive attention")
struct AdditiveAttentionTests {
  let store: ParameterStore
  let attention: AdditiveAttention
  let generator: RandomGenerator

  init() throws {
    store = try ParameterStore(seed: 3)
    attention = try AdditiveAttention(store.root, channels: 32)
    generator = try RandomGenerator(seed: 4)
  }

  func difference(_ a: Tensor, _ b: Tensor) throws -> Double {
    try (a - b).magnitude().greatest().item()
  }

  @Test func `permuting tokens permutes the output`() throws {
    let tokens = try Tensor.normal([2, 50, 32], generator)
    let order = try Tensor.permutation(50, generator)
    let permuted = try attention(tokens.rows(order, along: 1))
    #expect(try difference(permuted, attention(tokens).rows(order, along: 1)) < 1e-5)
  }

  @Test("does not depend on the scale of its weight, but on its sign", arguments: [0.01, 7, -1])
  func scale(factor: Double) throws {
    let tokens = try Tensor.normal([1, 40, 32], generator)
    let before = try attention(tokens)
    let weight = try #require(store["weight"])
    try weight.replaceNumbers(by: weight * factor)
    let change = try difference(attention(tokens), before)
    #expect(factor > 0 ? change < 1e-5 : change > 1e-5)
  }

  @Test func `squares of the tokens' weights sum to one`() throws {
    let weights = try attention.tokenWeights(Tensor.normal([3, 64, 32], generator))
    let sums = try (weights * weights).sum(along: [1]).array()
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test func `of many tokens takes no memory for pairs of them`() throws {
    let before = try peakMegabytes()
    _ = try attention(Tensor.normal([1, 16384, 32], generator))
    #expect(try peakMegabytes() - before < 200)
  }

  /// Highest resident memory so far.
  private func peakMegabytes() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
    return try #require(line.split(separator: " ").compactMap { Double($0) }.first) / 1024
  }
}
