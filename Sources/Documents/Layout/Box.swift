/// An axis-aligned box in page-image pixels: origin top left, half-open (`x2`, `y2` excluded).
public struct Box: PerEdge, Hashable, Sendable {
  /// Left edge, pixels.
  public var x1: Double
  /// Top edge, pixels.
  public var y1: Double
  /// Right edge, pixels, excluded.
  public var x2: Double
  /// Bottom edge, pixels, excluded.
  public var y2: Double

  /// Makes a box from its edges; nothing is swapped or clipped.
  public init(x1: Double, y1: Double, x2: Double, y2: Double) {
    self.x1 = x1
    self.y1 = y1
    self.x2 = x2
    self.y2 = y2
  }

  /// Makes a box from its top-left corner and its size.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.init(x1: x, y1: y, x2: x + width, y2: y + height)
  }

  /// Width in pixels.
  public var width: Double { x2 - x1 }
  /// Height in pixels.
  public var height: Double { y2 - y1 }
  /// Area in px², 0 for an inverted box.
  public var area: Double { max(0, width) * max(0, height) }
  /// Horizontal centre.
  public var centreX: Double { (x1 + x2) / 2 }
  /// Vertical centre.
  public var centreY: Double { (y1 + y2) / 2 }
  /// Whether all edges are finite, `x1 < x2` and `y1 < y2`.
  public var isValid: Bool {
    x1.isFinite && y1.isFinite && x2.isFinite && y2.isFinite && x1 < x2 && y1 < y2
  }

  /// The area shared with another box, px².
  public func intersectionArea(_ other: Box) -> Double {
    let width = min(x2, other.x2) - max(x1, other.x1)
    let height = min(y2, other.y2) - max(y1, other.y1)
    return width > 0 && height > 0 ? width * height : 0
  }

  /// Intersection over union with another box, in 0...1.
  public func intersectionOverUnion(_ other: Box) -> Double {
    let shared = intersectionArea(other)
    let union = area + other.area - shared
    return union > 0 ? shared / union : 0
  }

  /// The share of this box's own area that lies inside another box, in 0...1.
  public func fractionInside(_ other: Box) -> Double {
    area > 0 ? intersectionArea(other) / area : 0
  }

  /// The smallest box that holds both.
  public func union(_ other: Box) -> Box {
    Box(
      x1: min(x1, other.x1), y1: min(y1, other.y1), x2: max(x2, other.x2), y2: max(y2, other.y2))
  }

  /// The smallest box that holds all the given boxes; `nil` for none.
  public static func hull(_ boxes: some Sequence<Box>) -> Box? {
    var iterator = boxes.makeIterator()
    guard var hull = iterator.next() else { return nil }
    while let box = iterator.next() { hull = hull.union(box) }
    return hull
  }

  /// The part of this box inside another; may be invalid when they do not meet.
  public func clipped(to bounds: Box) -> Box {
    Box(
      x1: max(x1, bounds.x1), y1: max(y1, bounds.y1), x2: min(x2, bounds.x2),
      y2: min(y2, bounds.y2))
  }

  /// The part within `bounds`; `nil` where less than a quarter of the box lies there, as of one in
  /// the pixels of another image.
  public func part(in bounds: Box) -> Box? {
    let part = clipped(to: bounds)
    return part.isValid && part.area >= area / 4 ? part : nil
  }

  /// The box moved by `(dx, dy)` pixels.
  public func translated(x dx: Double, y dy: Double) -> Box {
    Box(x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy)
  }

  /// The box with its x edges multiplied by `sx` and its y edges by `sy`.
  public func scaled(x sx: Double, y sy: Double) -> Box {
    Box(x1: x1 * sx, y1: y1 * sy, x2: x2 * sx, y2: y2 * sy)
  }

  /// The box grown (or, negative, shrunk) by `margin` pixels on every side.
  public func insetBy(_ margin: Double) -> Box {
    Box(x1: x1 + margin, y1: y1 + margin, x2: x2 - margin, y2: y2 - margin)
  }
}

/// Four non-negative variances, one for each edge of a box, in px².
public struct BoxVariance: PerEdge, Hashable, Sendable {
  /// Variance of the left edge, px².
  public var x1: Double
  /// Variance of the top edge, px².
  public var y1: Double
  /// Variance of the right edge, px².
  public var x2: Double
  /// Variance of the bottom edge, px².
  public var y2: Double

  /// Makes a variance from its four parts, px².
  public init(x1: Double, y1: Double, x2: Double, y2: Double) {
    self.x1 = x1
    self.y1 = y1
    self.x2 = x2
    self.y2 = y2
  }

  /// The same variance for every edge, px².
  public init(uniform variance: Double) {
    self.init(x1: variance, y1: variance, x2: variance, y2: variance)
  }

  /// The mean of the four variances, px².
  public var mean: Double { (x1 + y1 + x2 + y2) / 4 }

  /// The variance of the same box after its x axis is scaled by `sx` and its y axis by `sy`.
  public func scaled(x sx: Double, y sy: Double) -> BoxVariance {
    BoxVariance(x1: x1 * sx * sx, y1: y1 * sy * sy, x2: x2 * sx * sx, y2: y2 * sy * sy)
  }
}

// A box and its variance are stored as a plain array of four numbers: `[x1, y1, x2, y2]`.
extension Box: Codable {
  /// Reads `[x1, y1, x2, y2]`.
  public init(from decoder: any Decoder) throws {
    let edges = try fourNumbers(from: decoder)
    self.init { edges[$0.rawValue] }
  }

  /// Writes `[x1, y1, x2, y2]`.
  public func encode(to encoder: any Encoder) throws { try edges.encode(to: encoder) }
}

extension BoxVariance: Codable {
  /// Reads `[x1, y1, x2, y2]`.
  public init(from decoder: any Decoder) throws {
    let parts = try fourNumbers(from: decoder)
    self.init { parts[$0.rawValue] }
  }

  /// Writes `[x1, y1, x2, y2]`.
  public func encode(to encoder: any Encoder) throws { try edges.encode(to: encoder) }
}

private func fourNumbers(from decoder: any Decoder) throws -> [Double] {
  let numbers = try [Double](from: decoder)
  guard numbers.count == 4 else {
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: decoder.codingPath,
        debugDescription: "a box is four numbers [x1, y1, x2, y2], found \(numbers.count)"))
  }
  return numbers
}
