import Foundation
import Layout

extension LabelStudioResult {
  /// Whether it is a rectangle or a polygon.
  var isShape: Bool {
    ["rectanglelabels", "rectangle", "polygonlabels", "polygon"].contains(type)
  }

  /// The box around a shape in pixels of an image of a size; `nil` where a click left no shape.
  ///
  /// Boxes are given for the image as it lies: `image_rotation` only tells how it was looked at.
  func box(width: Double, height: Double) throws(ImportFault) -> Box? {
    if type.hasPrefix("polygon") {
      let corners = points.map { Box(x: $0[0], y: $0[1], width: 0, height: 0) }
      guard corners.count > 2 else { return nil }
      return Box.hull(corners)?.scaled(x: width / 100, y: height / 100)
    }
    guard let x = numbers["x"], let y = numbers["y"], let wide = numbers["width"],
      let high = numbers["height"]
    else { throw ImportFault(reason: "its value needs x, y, width and height in per cent") }
    guard wide >= 0, high >= 0 else {
      throw ImportFault(reason: "is \(wide) % wide and \(high) % high: give it a size above 0")
    }
    guard wide > 0, high > 0 else { return nil }
    let box = Box(x: x, y: y, width: wide, height: high).scaled(x: width / 100, y: height / 100)
    let turn = (numbers["rotation"] ?? 0) * .pi / 180
    guard turn != 0 else { return box }
    // Turned clockwise about the top left corner.
    let corners = [(0, 0), (box.width, 0), (0, box.height), (box.width, box.height)].map {
      Box(
        x: box.x1 + $0.0 * cos(turn) - $0.1 * sin(turn),
        y: box.y1 + $0.0 * sin(turn) + $0.1 * cos(turn), width: 0, height: 0)
    }
    return Box.hull(corners)
  }
}
