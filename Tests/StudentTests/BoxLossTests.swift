import Foundation
import Student
import Tensors
import Testing

@Suite("Box losses, closed forms")
struct BoxLossTests {
  @Test("distribution focal loss of uniform logits is ln 17", arguments: [0.0, 3.25, 8, 15.99])
  func uniform(target: Double) throws {
    let loss = try BoxLosses.distributionFocal(
      .zeros([1, 4, 17], .float64), .filled(target, [1, 4], .float64))
    #expect(abs(try loss.item() - 2.833213) < 1e-6)
  }

  @Test func `distribution focal loss is least where the two bins share as the target says`() throws
  {
    func loss(_ share: Double) throws -> Double {
      var logits = [Double](repeating: -60, count: 17)
      (logits[3], logits[4]) = (log(share), log(1 - share))
      return try BoxLosses.distributionFocal(
        Tensor(logits + logits + logits + logits, shape: [1, 4, 17]),
        .filled(3.25, [1, 4], .float64)
      ).item()
    }
    #expect(abs(try loss(0.75) - 0.562335) < 1e-6)
    #expect(try loss(0.74) > loss(0.75) && loss(0.76) > loss(0.75))
  }

  @Test(
    "quality focal loss",
    arguments: [(0.5, 0.0, 0.173287), (0.5, 1, 0.173287), (0.3, 0.3, 0), (0.9, 0.9, 0)])
  func quality(probability: Double, quality: Double, expected: Double) throws {
    let logit = log(probability / (1 - probability))
    let loss = try BoxLosses.qualityFocal(logits: Tensor([logit]), quality: Tensor([quality]))
    #expect(abs(try loss.item() - expected) < 1e-6)
  }

  @Test(
    "cross-entropy",
    arguments: [(0.5, 0.0, 0.693147), (0.5, 1, 0.693147), (0.9, 1, 0.105361), (0.3, 0.3, 0.610864)])
  func crossEntropy(probability: Double, quality: Double, expected: Double) throws {
    let logit = log(probability / (1 - probability))
    let loss = try BoxLosses.crossEntropy(logits: Tensor([logit]), quality: Tensor([quality]))
    #expect(abs(try loss.item() - expected) < 1e-6)
  }

  @Test(
    "generalised IoU",
    arguments: [
      ([0, 0, 2, 2], [1, 1, 3, 3], -0.0793651), ([0, 0, 1, 1], [2, 0, 3, 1], -1.0 / 3),
      ([1, 1, 4, 5], [1, 1, 4, 5], 1),
    ] as [([Double], [Double], Double)])
  func overlap(a: [Double], b: [Double], expected: Double) throws {
    let loss = try BoxLosses.generalisedIoU(Tensor(a, shape: [1, 4]), Tensor(b, shape: [1, 4]))
    #expect(abs(1 - (try loss.item()) - expected) < 1e-6)
  }

  @Test func `likelihood is greatest where the variance is the squared error`() throws {
    func loss(_ variance: Double) throws -> Double {
      try BoxLosses.variance(
        error: .filled(3, [1, 4], .float64), variance: .filled(variance, [1, 4], .float64),
        truthVariance: .zeros([1, 4], .float64)
      ).item()
    }
    #expect(try loss(9) < loss(8.9) && loss(9) < loss(9.1))
  }

  @Test("gradients are those of central differences", arguments: LossCase.allCases)
  func gradients(loss: LossCase) throws {
    let generator = try RandomGenerator(seed: 11)
    let start = try loss.input(generator)
    let input = try start.requiringGradient()
    try loss.value(input).sum().backward()
    let gradient = try #require(input.gradient).array(of: Double.self)
    let values = try start.array(of: Double.self)
    let step = 1e-6
    for index in values.indices {
      let differences = try [step, -step].map { step in
        var moved = values
        moved[index] += step
        return try loss.value(Tensor(moved, shape: start.shape)).sum().item()
      }
      let numeric = (differences[0] - differences[1]) / (2 * step)
      #expect(abs(numeric - gradient[index]) <= 1e-5 * max(1, abs(numeric)))
    }
  }

  enum LossCase: CaseIterable {
    case overlap, distribution, variance, quality, attention

    func input(_ generator: RandomGenerator) throws -> Tensor {
      switch self {
      case .overlap: try Tensor([0.3, -0.2, 2.4, 3.1, 5, 5, 7, 8.5], shape: [2, 4])
      case .distribution: try .normal([2, 4, 17], generator, .float64)
      case .variance: try .uniform([3, 4], generator, .float64) + 0.2
      case .quality: try .normal([12], generator, .float64)
      case .attention: try .normal([1, 5, 4], generator, .float64)
      }
    }

    func value(_ input: Tensor) throws -> Tensor {
      switch self {
      case .overlap:
        try BoxLosses.generalisedIoU(
          input, Tensor([0.0, 0, 2, 2.5, 1, 1, 3, 3], shape: [2, 4]))
      case .distribution:
        try BoxLosses.distributionFocal(
          input, Tensor([0.0, 3.25, 8, 15.5, 1.5, 2, 7.75, 12], shape: [2, 4]))
      case .variance:
        try BoxLosses.variance(
          error: .filled(0.7, [3, 4], .float64), variance: input,
          truthVariance: .filled(0.1, [3, 4], .float64))
      case .quality:
        try BoxLosses.qualityFocal(logits: input, quality: .filled(0.4, [12], .float64))
      case .attention:
        try Self.attention().callAsFunction(input).power(2)
      }
    }

    /// In double precision, always with the same weights.
    private static func attention() throws -> AdditiveAttention {
      let store = try ParameterStore(seed: 5, elementType: .float64)
      return try AdditiveAttention(store.root, channels: 4)
    }
  }
}
