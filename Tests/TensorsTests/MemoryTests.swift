import Foundation
import Tensors
import Testing

@Suite("Memory")
struct MemoryTests {
  /// Resident pages of this process, in bytes.
  private func resident() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return (Int(text.split(separator: " ")[1]) ?? 0) * 4096
  }

  @Test func `stays the same over many small operations`() throws {
    let weight = try Tensor([Float](repeating: 0.5, count: 64), shape: [8, 8]).requiringGradient()
    let input = try Tensor.ones([4, 8])
    func work(_ rounds: Int) throws {
      for _ in 0..<rounds {
        let product = try input.matrixProduct(weight)
        let own = try Tensor.withOwnGradient(
          of: [product], forward: { x throws(TensorError) in [try x[0].relu()] },
          backward: { gradients throws(TensorError) in
            [try gradients[0].map { g throws(TensorError) in try g * 1 }]
          })
        let parts = try own[0].split([3, 5], along: 1)
        let loss = try (parts[0].sum() + parts[1].mean()).squareRoot()
        try loss.backward()
        #expect(throws: TensorError.self) { try product.reshaped([3]) }
        _ = try weight.gradient?.norm()
        try weight.setGradient(nil)
      }
    }
    try work(1000)
    // Other tests of the process come and go, sometimes for a while; a leak shows in every round.
    var growth = Int.max
    for _ in 0..<30 where growth >= 512 << 10 {
      let before = try resident()
      try work(4000)
      growth = try resident() - before
    }
    #expect(growth < 512 << 10)
  }
}
