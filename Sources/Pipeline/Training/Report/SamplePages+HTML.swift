import Foundation
import Interchange
import Layout

extension SamplePages {
  private static let colours = [
    "#2f6fb0", "#c8553d", "#3a8a5f", "#8a5aa8", "#b07a1e", "#1d8a99", "#b3407a", "#5c7a29",
    "#6b5bd0", "#8c5a3c", "#50606e",
  ]

  /// The section of the report; empty without pages.
  func html(classes: [String]) -> String {
    guard !pages.isEmpty else { return "" }
    let figures = pages.map { Self.figure($0, classes: classes) }.joined(separator: "\n")
    return """
      <h2>Sample pages</h2>
      <p>Held-out pages with what the best model finds on them. Solid: found, with the class and the \
      score (from \(Self.leastScore)). Dashed: labelled.</p>
      <div class="pages">
      \(figures)
      </div>
      """
  }

  private static func figure(_ page: Page, classes: [String]) -> String {
    let found = page.regions.count { $0.score != nil }
    let boxes = page.regions.map { region in
      let index = classes.firstIndex(of: region.name) ?? 0
      return box(region, colour: colours[index % colours.count], page)
    }
    return """
      <figure><svg viewBox="0 0 \(page.width) \(page.height)" role="img" \
      aria-label="\(HTMLText.escaped(page.name))">
      <image width="\(page.width)" height="\(page.height)" \
      href="data:image/jpeg;base64,\(page.picture.base64EncodedString())"/>
      \(boxes.joined(separator: "\n"))
      </svg><figcaption>\(HTMLText.escaped(page.name)): \(found) found, \
      \(page.regions.count - found) labelled</figcaption></figure>
      """
  }

  private static func box(_ region: Region, colour: String, _ page: Page) -> String {
    let unit = Double(max(page.width, page.height)) / 100
    func number(_ value: Double) -> String { String(format: "%.1f", value) }
    let box = region.box
    let place = """
      x="\(number(box.x1))" y="\(number(box.y1))" width="\(number(box.x2 - box.x1))" \
      height="\(number(box.y2 - box.y1))"
      """
    let tooltip = HTMLText.escaped(region.name)
    guard let score = region.score else {
      return """
        <rect \(place) fill="none" stroke="\(colour)" stroke-width="\(number(unit / 4))" \
        stroke-dasharray="\(number(unit))"><title>labelled: \(tooltip)</title></rect>
        """
    }
    let text = "\(tooltip) \(String(format: "%.2f", score))"
    // Below the upper edge where there is no room above it.
    let baseline = box.y1 > 3 * unit ? box.y1 - 0.5 * unit : box.y1 + 2.5 * unit
    return """
      <rect \(place) fill="\(colour)" fill-opacity="0.08" stroke="\(colour)" \
      stroke-width="\(number(unit / 4))"><title>\(text)</title></rect>
      <text x="\(number(box.x1))" y="\(number(baseline))" style="font-size:\(number(1.8 * unit))px;\
      fill:\(colour);stroke:#fff;stroke-width:\(number(0.5 * unit));paint-order:stroke">\(text)</text>
      """
  }
}
