import Layout

extension Box {
  /// The box cut at the edges of its image; `nil` for an empty one, as a mere click makes it: one
  /// without an area, or at most a pixel wide and high.
  ///
  /// - Parameter pixel: the size of a pixel in the box's unit; 0 where it is not known.
  /// - Throws: `ImportFault` for one that is not finite, of negative size or outside, all of it or
  ///   three quarters, as boxes in the pixels of another image are.
  func checked(width: Int, height: Int, pixel: Double = 1) throws(ImportFault) -> Box? {
    guard edges.allSatisfy(\.isFinite) else {
      throw ImportFault(reason: "its box is not finite: correct it")
    }
    guard self.width >= 0, self.height >= 0 else {
      throw ImportFault(
        reason: "its box is \(self.width) wide and \(self.height) high: give it a size above 0")
    }
    guard self.width > 0, self.height > 0 else { return nil }
    guard let part = part(in: Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height))) else {
      let size = pixel > 0 ? " of \(width) x \(height) pixels" : ""
      throw ImportFault(reason: "most of its box lies outside the image\(size)")
    }
    guard x2 > pixel || y2 > pixel else {
      throw ImportFault(
        reason: "its box lies in the first pixel, as shares of the image do: write it in pixels")
    }
    if self.width <= pixel, self.height <= pixel { return nil }
    return part
  }
}
