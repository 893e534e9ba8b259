import Layout
import PageImages

/// A region of an authored page on its drawn image.
struct AuthoredTruth: Sendable {
  var className: String
  /// The extent of its ink, pixels.
  var box: Box

  /// The regions of a page, by the ink that its drawn image has where their lines stand.
  ///
  /// The fonts are the renderer's own, so how wide a line is shows only in the image.
  static func regions(
    of page: AuthoredPage, set setting: PageSetting, on image: PageImage
  ) -> [AuthoredTruth] {
    let scale = Double(image.width) / PageSetting.width
    return zip(page.regions, setting.places).compactMap { region, places in
      let boxes = places.compactMap { place -> Box? in
        switch place {
        case .area(let x, let y, let width, let height):
          return Box(x: x, y: y, width: width, height: height).scaled(x: scale, y: scale)
        case .line(let x, let baseline, let size):
          return image.ink(
            from: scale * (x - 1), top: scale * (baseline - 0.8 * size),
            bottom: scale * (baseline + 0.27 * size), widestGap: scale * 2 * size)
        }
      }
      return Box.hull(boxes).map { AuthoredTruth(className: region.className, box: $0) }
    }
  }
}

extension PageImage {
  /// The extent of the ink in a band, from a place to the right up to the first gap that is wider
  /// than given; `nil` without ink.
  fileprivate func ink(from: Double, top: Double, bottom: Double, widestGap: Double) -> Box? {
    let rows = max(0, Int(top))..<min(height, Int(bottom.rounded(.up)))
    var ink: Box?
    for x in max(0, Int(from))..<width {
      let dark = rows.filter { pixels[3 * ($0 * width + x)] < 128 }
      if let first = dark.first, let last = dark.last {
        let column = Box(
          x1: Double(x), y1: Double(first), x2: Double(x + 1), y2: Double(last + 1))
        ink = ink?.union(column) ?? column
      } else if Double(x) > (ink?.x2 ?? from) + widestGap {
        break
      }
    }
    return ink
  }
}
