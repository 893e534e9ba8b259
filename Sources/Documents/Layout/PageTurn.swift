/// A clockwise turn of a page by quarter turns.
public struct PageTurn: Hashable, Sendable {
  /// 0, 90, 180 or 270, clockwise.
  public let degrees: Int
  /// The page before the turn.
  public let bounds: Box

  /// A turn of a page with these bounds; degrees that are no quarter turns count as none.
  public init(clockwise degrees: Int, of bounds: Box) {
    let turn = ((degrees % 360) + 360) % 360
    self.degrees = turn % 90 == 0 ? turn : 0
    self.bounds = bounds
  }

  /// The page after the turn.
  public var turnedBounds: Box {
    degrees % 180 == 0
      ? bounds : Box(x1: bounds.x1, y1: bounds.y1, x2: bounds.y2, y2: bounds.x2)
  }

  /// The turn back.
  public var inverse: PageTurn { PageTurn(clockwise: -degrees, of: turnedBounds) }

  /// A box of the page, on the turned page, to 1/1024 pixel: then turning back gives the same box
  /// to the last bit, and labels do not depend on how often they were turned.
  public func callAsFunction(_ exact: Box) -> Box {
    guard degrees != 0 else { return exact }
    let box = Box { (exact[$0] * 1024).rounded() / 1024 }
    let (width, height) = (bounds.x2, bounds.y2)
    return switch degrees {
    case 90: Box(x1: height - box.y2, y1: box.x1, x2: height - box.y1, y2: box.x2)
    case 180:
      Box(x1: width - box.x2, y1: height - box.y2, x2: width - box.x1, y2: height - box.y1)
    case 270: Box(x1: box.y1, y1: width - box.x2, x2: box.y2, y2: width - box.x1)
    default: box
    }
  }

  /// Variances of a box's edges, of the edges that they become.
  public func callAsFunction(_ variance: BoxVariance) -> BoxVariance {
    switch degrees {
    case 90: BoxVariance(x1: variance.y2, y1: variance.x1, x2: variance.y1, y2: variance.x2)
    case 180: BoxVariance(x1: variance.x2, y1: variance.y2, x2: variance.x1, y2: variance.y1)
    case 270: BoxVariance(x1: variance.y1, y1: variance.x2, x2: variance.y2, y2: variance.x1)
    default: variance
    }
  }

  /// The words and drawings of a page, on the turned page.
  public func callAsFunction(_ text: PageText) -> PageText {
    guard degrees != 0 else { return text }
    var text = text
    for index in text.words.indices { text.words[index].box = self(text.words[index].box) }
    for index in text.graphics.indices { text.graphics[index].box = self(text.graphics[index].box) }
    return text
  }

  /// An estimate, on the turned page.
  public func callAsFunction(_ estimate: RegionEstimate) -> RegionEstimate {
    var estimate = estimate
    (estimate.box, estimate.variance) = (self(estimate.box), self(estimate.variance))
    return estimate
  }

  /// A fused region, on the turned page.
  public func callAsFunction(_ region: FusedRegion) -> FusedRegion {
    var region = region
    (region.box, region.variance) = (self(region.box), self(region.variance))
    for index in region.contributions.indices
    where region.contributions[index].boxWeights.count == 4 {
      let weights = region.contributions[index].boxWeights
      region.contributions[index].boxWeights = self(BoxVariance { weights[$0.rawValue] }).edges
    }
    return region
  }
}
