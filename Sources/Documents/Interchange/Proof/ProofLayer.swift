import Layout

/// The regions of one layer as the template draws them.
struct ProofLayer {
  /// Layers from the lowest to the topmost.
  enum Kind: String, CaseIterable {
    case fused
    case text
    case teacher

    /// Where its tags go first.
    var corners: TagPlacement.Corners {
      switch self {
      case .fused: .left
      case .text: .bottom
      case .teacher: .right
      }
    }
  }

  /// A region with its tag.
  struct Shape {
    var id: String
    /// Class names for the style sheet, such as `c3 accepted`.
    var style: String
    var tooltip: String
    var x: String
    var y: String
    var width: String
    var height: String
    var tag: String
    var tagX: String
    var tagY: String
    var tagWidth: String
    var tagHeight: String
    var tagCentreX: String
    var tagBaseline: String
  }

  var name: String
  var shapes: [Shape]

  /// Draws what holds other regions first, so that those stay within reach of the pointer.
  init(_ kind: Kind, _ regions: [RegionDetails], _ placement: inout TagPlacement) {
    name = kind.rawValue
    var shapes: [(area: Double, shape: Shape)] = []
    // Tags that are off at first make way for the others.
    for region in regions.filter({ !$0.isIgnored }) + regions.filter(\.isIgnored) {
      let box = region.place
      let tag = placement.place(region.tag, at: box, corners: kind.corners)
      let style = [
        "c\(region.classIndex)", region.isIgnored ? "ignored" : region.decision?.rawValue,
      ].compactMap(\.self)
      shapes.append(
        (
          box.area,
          Shape(
            id: region.id, style: style.joined(separator: " "), tooltip: region.tooltip,
            x: box.x1.text(places: 1), y: box.y1.text(places: 1),
            width: max(0, box.width).text(places: 1), height: max(0, box.height).text(places: 1),
            tag: region.tag, tagX: tag.x1.text(places: 1), tagY: tag.y1.text(places: 1),
            tagWidth: tag.width.text(places: 1), tagHeight: tag.height.text(places: 1),
            tagCentreX: tag.centreX.text(places: 1),
            tagBaseline: (tag.y1 + 0.75 * tag.height).text(places: 1))
        ))
    }
    let largestFirst = shapes.enumerated().sorted {
      $0.element.area != $1.element.area
        ? $0.element.area > $1.element.area : $0.offset < $1.offset
    }
    self.shapes = largestFirst.map(\.element.shape)
  }
}
