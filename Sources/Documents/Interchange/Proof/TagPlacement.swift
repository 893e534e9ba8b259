import Layout

/// Finds places for class tags beside their boxes where they hide least.
struct TagPlacement {
  /// The places that a layer tries first, so that the layers' tags keep apart.
  enum Corners {
    case left
    case right
    case bottom
  }

  private let boxes: [Box]
  private let bounds: Box
  private let height: Double
  private var tags: [Box] = []

  /// Prepares for tags of one height (page pixels) on a page with the given boxes.
  init(_ boxes: [Box], bounds: Box, height: Double) {
    self.boxes = boxes
    self.bounds = bounds
    self.height = height
  }

  /// The tag's place for a box: that of the candidates which hides least of other tags, of the
  /// boxes and of the page's outside; the earlier one on a tie.
  mutating func place(_ text: String, at box: Box, corners: Corners) -> Box {
    // Wide enough for a semi-bold sans serif face at 0.72 of the height.
    let width = (0.45 * Double(text.unicodeScalars.count) + 0.7) * height
    var best: (cost: Double, tag: Box)?
    for candidate in candidates(width: width, at: box, corners: corners) {
      let cost = cost(of: candidate, at: box)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, candidate) }
    }
    let tag = best?.tag ?? Box(x: box.x1, y: box.y1, width: width, height: height)
    tags.append(tag)
    return tag
  }

  private func candidates(width: Double, at box: Box, corners: Corners) -> [Box] {
    func tag(_ x: Double, _ y: Double) -> Box { Box(x: x, y: y, width: width, height: height) }
    let (left, right) = (box.x1, box.x2 - width)
    let (above, below) = (box.y1 - height, box.y2)
    let outside = (left: box.x1 - width, right: box.x2)
    let top = [tag(left, above), tag(right, above)]
    let bottom = [tag(left, below), tag(right, below)]
    let sides = [tag(outside.left, box.y1), tag(outside.right, box.y1)]
    let inside = [tag(right, box.y1), tag(left, box.y1)]
    switch corners {
    case .left: return top + sides + bottom + inside
    case .right: return top.reversed() + sides.reversed() + bottom.reversed() + inside
    case .bottom: return bottom.reversed() + sides.reversed() + top.reversed() + inside
    }
  }

  private func cost(of tag: Box, at box: Box) -> Double {
    let hiddenTags = tags.reduce(0) { $0 + $1.intersectionArea(tag) }
    let hiddenBoxes = boxes.reduce(0) { $0 + $1.intersectionArea(tag) }
    let lost = tag.area - tag.intersectionArea(bounds)
    return 4 * hiddenTags + hiddenBoxes + 8 * lost
  }
}
