/// Turns the variance that a source states into one that its errors bear out.
///
/// Variances here are in squared thousandths of the page's longer side, so that a map that was
/// fitted at one resolution holds at another. All maps are monotone.
public enum VarianceMap: Hashable, Sendable {
  /// `v ← s²·v`; holds `s²` (Levi et al. 2022, std scaling).
  case scaled(Double)
  /// `v ← A·v + B`, neither negative, not both 0.
  case affine(factor: Double, offset: Double)
  /// Linear between the knots, constant outside; at least one knot, by ascending `stated`.
  case isotonic([Knot])

  /// A point of an isotonic map.
  public struct Knot: Hashable, Sendable {
    /// Stated variance.
    public var stated: Double
    /// Mean squared error there.
    public var observed: Double

    /// Makes a knot.
    public init(stated: Double, observed: Double) {
      self.stated = stated
      self.observed = observed
    }
  }

  /// Leaves variances as they are.
  public static let identity = VarianceMap.scaled(1)

  /// Least variance that a fit gives: a tenth of a thousandth of the page, far under a pixel.
  static let floor = 0.01

  /// The variance that holds; one that is infinite, of an edge that the source does not know,
  /// stays so.
  public func callAsFunction(_ stated: Double) -> Double {
    guard stated.isFinite else { return stated }
    switch self {
    case .scaled(let factor): return factor * stated
    case .affine(let factor, let offset): return factor * stated + offset
    case .isotonic(let knots): return Self.interpolated(stated, knots)
    }
  }

  private static func interpolated(_ stated: Double, _ knots: [Knot]) -> Double {
    guard let next = knots.firstIndex(where: { $0.stated >= stated }) else {
      return knots.last?.observed ?? stated
    }
    guard next > 0 else { return knots[0].observed }
    let (low, high) = (knots[next - 1], knots[next])
    let share = (stated - low.stated) / (high.stated - low.stated)
    return low.observed + share * (high.observed - low.observed)
  }

  /// Whether every variance above 0 is turned into one.
  var isSound: Bool {
    switch self {
    case .scaled(let factor): return factor > 0 && factor.isFinite
    case .affine(let factor, let offset):
      return factor >= 0 && offset >= 0 && factor + offset > 0 && (factor + offset).isFinite
    case .isotonic(let knots):
      let ascends = zip(knots, knots.dropFirst()).allSatisfy {
        $0.stated < $1.stated && $0.observed <= $1.observed
      }
      return ascends && knots.first.map { $0.observed > 0 } ?? false
        && knots.allSatisfy { $0.stated.isFinite && $0.observed.isFinite }
    }
  }
}

// Stored as `{"scale": 2.5}`, `{"affine": [A, B]}` or `{"isotonic": [[stated, observed], …]}`.
extension VarianceMap: Codable {
  private enum CodingKeys: String, CodingKey { case scale, affine, isotonic }

  /// Reads one of the three forms; numbers that are no monotone map are an error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func pair(_ numbers: [Double]) throws -> (Double, Double) {
      guard numbers.count == 2 else { throw unsound() }
      return (numbers[0], numbers[1])
    }
    func unsound() -> DecodingError {
      DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a map needs one of scale, affine and isotonic, with numbers that "
            + "ascend and are above 0"))
    }
    if let factor = try values.decodeIfPresent(Double.self, forKey: .scale) {
      self = .scaled(factor)
    } else if let numbers = try values.decodeIfPresent([Double].self, forKey: .affine) {
      let (factor, offset) = try pair(numbers)
      self = .affine(factor: factor, offset: offset)
    } else {
      let knots = try values.decodeIfPresent([[Double]].self, forKey: .isotonic) ?? []
      self = .isotonic(
        try knots.map {
          let (stated, observed) = try pair($0)
          return Knot(stated: stated, observed: observed)
        })
    }
    guard isSound else { throw unsound() }
  }

  /// Writes the form.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .scaled(let factor): try values.encode(factor, forKey: .scale)
    case .affine(let factor, let offset): try values.encode([factor, offset], forKey: .affine)
    case .isotonic(let knots):
      try values.encode(knots.map { [$0.stated, $0.observed] }, forKey: .isotonic)
    }
  }
}
