import Foundation
import Fusion

/// Pairs of a teacher's and a text source's box whose reliability varies with what a gate can see:
/// the teacher errs on rare classes, the text source where a scan is poor.
public struct SimulatedPairs {
  /// How sources err.
  public enum Reliability: Sendable {
    /// `σ_text = 1.5 + 9(1−q)²`, `σ_teacher = 2 + 5·rare`.
    case varying
    /// The same on all pairs, whatever a gate sees.
    case constant(teacher: Double, text: Double)
  }

  /// A pair and the weight that its true deviations ask for.
  public struct Pair {
    /// As a gate learns from it: input (p, s, IoU, q), truth at 0.
    public var example: GateExample
    /// `σ_text² / (σ_teacher² + σ_text²)`.
    public var oracleWeight: Double
    /// Quality of the scan, about 0...1.
    public var quality: Double
  }

  /// How sources err.
  public let reliability: Reliability
  /// Edges of a pair.
  public let edges: Int
  private var random: SeededGenerator
  private var page = 0

  /// Starts the pairs of a seed.
  public init(seed: UInt64, reliability: Reliability = .varying, edges: Int = 4) {
    random = SeededGenerator(seed: seed)
    self.reliability = reliability
    self.edges = edges
  }

  /// Pages of so many boxes each.
  ///
  /// - Parameter qualitySpread: deviation of the quality of a box from that of its page.
  public mutating func pages(
    _ count: Int, boxes: Int = 1, qualitySpread: Double = 0
  ) -> [Pair] {
    (0..<count).flatMap { _ in
      let quality = random.uniform()
      page += 1
      return (0..<boxes).map { _ in
        pair(quality: quality + (qualitySpread > 0 ? random.normal(qualitySpread) : 0))
      }
    }
  }

  /// A pair of the last page.
  private mutating func pair(quality q: Double) -> Pair {
    let rare = random.chance(0.3) ? 1.0 : 0
    let overlap = beta(6, 2)
    let (teacher, text) =
      switch reliability {
      case .varying: (2 + 5 * rare, 1.5 + 9 * (1 - q) * (1 - q))
      case .constant(let teacher, let text): (teacher, text)
      }
    let input = [
      0.9 - 0.35 * rare + random.normal(0.08), 0.6 + 0.35 * q + random.normal(0.08), overlap,
      q + random.normal(0.05),
    ]
    let edges = (0..<self.edges).map { _ in
      GateExample.Edge(
        teacher: random.normal(teacher), text: random.normal(text), logit: 0, truth: 0)
    }
    return Pair(
      example: GateExample(document: "\(page)", page: page, input: input, edges: edges),
      oracleWeight: text * text / (teacher * teacher + text * text), quality: q)
  }

  /// A number of the beta distribution of whole parameters: of sums of exponential ones.
  private mutating func beta(_ a: Int, _ b: Int) -> Double {
    func gamma(_ shape: Int) -> Double {
      (0..<shape).reduce(0.0) { sum, _ in sum - log(1 - random.uniform()) }
    }
    let (x, y) = (gamma(a), gamma(b))
    return x / (x + y)
  }
}
