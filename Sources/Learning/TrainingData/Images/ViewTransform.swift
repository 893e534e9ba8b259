import Layout

/// Where a view shows what is on a page: `x' = a x + b y + tx`, `y' = c x + d y + ty`.
public struct ViewTransform: Hashable, Sendable {
  /// How x and y make the new x.
  public var (a, b): (Double, Double)
  /// How x and y make the new y.
  public var (c, d): (Double, Double)
  /// What is added, pixels.
  public var (tx, ty): (Double, Double)

  /// Makes a transform from its six numbers.
  public init(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
    (self.a, self.b, self.c, self.d, self.tx, self.ty) = (a, b, c, d, tx, ty)
  }

  /// Scales both axes alike.
  public init(scale: Double) { self.init(a: scale, b: 0, c: 0, d: scale, tx: 0, ty: 0) }

  /// Where a point lands.
  public func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (a * x + b * y + tx, c * x + d * y + ty)
  }

  /// The way back; `nil` where everything lands on a line.
  public var inverse: ViewTransform? {
    let determinant = a * d - b * c
    guard determinant.isFinite, determinant != 0 else { return nil }
    let (a, b, c, d) = (
      d / determinant, -b / determinant, -c / determinant, a / determinant
    )
    return ViewTransform(
      a: a, b: b, c: c, d: d, tx: -(a * tx + b * ty), ty: -(c * tx + d * ty))
  }

  /// This transform, and another one after it.
  public func then(_ next: ViewTransform) -> ViewTransform {
    let (tx, ty) = next.point(tx, ty)
    return ViewTransform(
      a: next.a * a + next.b * c, b: next.a * b + next.b * d,
      c: next.c * a + next.d * c, d: next.c * b + next.d * d, tx: tx, ty: ty)
  }

  /// The upright box around a box that was transformed.
  public func box(_ box: Box) -> Box {
    let horizontal = Self.extremes(a, box.x1, box.x2, b, box.y1, box.y2)
    let vertical = Self.extremes(c, box.x1, box.x2, d, box.y1, box.y2)
    return Box(
      x1: horizontal.low + tx, y1: vertical.low + ty, x2: horizontal.high + tx,
      y2: vertical.high + ty)
  }

  /// The variance of that box, px²: of each side the variance of the corner that it touches.
  public func variance(_ variance: BoxVariance) -> BoxVariance {
    let horizontal = Self.variances(a, variance.x1, variance.x2, b, variance.y1, variance.y2)
    let vertical = Self.variances(c, variance.x1, variance.x2, d, variance.y1, variance.y2)
    return BoxVariance(
      x1: horizontal.low, y1: vertical.low, x2: horizontal.high, y2: vertical.high)
  }

  private static func extremes(
    _ p: Double, _ x1: Double, _ x2: Double, _ q: Double, _ y1: Double, _ y2: Double
  ) -> (low: Double, high: Double) {
    let (low, high) = (
      p * (p >= 0 ? x1 : x2) + q * (q >= 0 ? y1 : y2),
      p * (p >= 0 ? x2 : x1) + q * (q >= 0 ? y2 : y1)
    )
    return (low, high)
  }

  private static func variances(
    _ p: Double, _ x1: Double, _ x2: Double, _ q: Double, _ y1: Double, _ y2: Double
  ) -> (low: Double, high: Double) {
    let (low, high) = (
      p * p * (p >= 0 ? x1 : x2) + q * q * (q >= 0 ? y1 : y2),
      p * p * (p >= 0 ? x2 : x1) + q * q * (q >= 0 ? y2 : y1)
    )
    return (low, high)
  }
}
