import Foundation

/// Curves over the steps of a run, as SVG.
struct CurveChart {
  let title: String
  let curves: [(name: String, points: [(step: Int, value: Double)])]

  private static let size = (width: 760.0, height: 240.0)
  private static let margin = (left: 56.0, bottom: 24.0, top: 8.0, right: 90.0)
  private static let colours = ["#2f6fb0", "#c8553d", "#3a8a5f", "#8a5aa8"]
  /// More points than that cannot be told apart; each then stands for a mean.
  private static let mostPoints = 400

  /// A figure with its title, axes, and a name at each curve's end.
  var svg: String {
    let finite = curves.map { curve in
      (name: curve.name, points: Self.thinned(curve.points.filter { $0.value.isFinite }))
    }
    let all = finite.flatMap(\.points)
    guard let first = all.map(\.step).min(), let last = all.map(\.step).max(),
      var low = all.map(\.value).min(), var high = all.map(\.value).max()
    else { return "" }
    if low >= 0 { low = 0 }
    if high <= low { high = low + 1 }
    func x(_ step: Double) -> Double {
      let width = Self.size.width - Self.margin.left - Self.margin.right
      return Self.margin.left + width * (step - Double(first)) / Double(max(1, last - first))
    }
    func y(_ value: Double) -> Double {
      let height = Self.size.height - Self.margin.top - Self.margin.bottom
      return Self.margin.top + height * (1 - (value - low) / (high - low))
    }
    var body = ""
    for share in [0.0, 0.25, 0.5, 0.75, 1] {
      let value = low + share * (high - low)
      let height = Self.number(y(value))
      body += """
        <line x1="\(Self.margin.left)" x2="\(Self.size.width - Self.margin.right)" y1="\(height)" \
        y2="\(height)" stroke="currentColor" stroke-opacity="0.15"/>
        <text x="\(Self.margin.left - 6)" y="\(height)" dy="4" text-anchor="end">\
        \(Self.label(value))</text>

        """
    }
    for step in [first, (first + last) / 2, last] {
      body += """
        <text x="\(Self.number(x(Double(step))))" y="\(Self.size.height - 6)" \
        text-anchor="middle">\(step)</text>

        """
    }
    for (index, curve) in finite.enumerated() where !curve.points.isEmpty {
      let colour = Self.colours[index % Self.colours.count]
      let path = curve.points.map {
        "\(Self.number(x(Double($0.step)))),\(Self.number(y($0.value)))"
      }
      body += """
        <polyline fill="none" stroke="\(colour)" stroke-width="1.5" \
        points="\(path.joined(separator: " "))"/>
        <text x="\(Self.size.width - Self.margin.right + 6)" \
        y="\(Self.number(y(curve.points[curve.points.count - 1].value)))" dy="4" \
        style="fill:\(colour)">\(Self.escaped(curve.name))</text>

        """
    }
    return """
      <figure><figcaption>\(Self.escaped(title))</figcaption>
      <svg viewBox="0 0 \(Self.size.width) \(Self.size.height)" role="img" \
      aria-label="\(Self.escaped(title))">
      \(body)</svg></figure>
      """
  }

  private static func thinned(
    _ points: [(step: Int, value: Double)]
  ) -> [(step: Int, value: Double)] {
    let group = (points.count + mostPoints - 1) / mostPoints
    guard group > 1 else { return points }
    return stride(from: 0, to: points.count, by: group).map { start in
      let part = points[start..<min(points.count, start + group)]
      return (
        part[part.startIndex].step, part.reduce(0) { $0 + $1.value } / Double(part.count)
      )
    }
  }

  private static func number(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func label(_ value: Double) -> String { String(format: "%.3g", value) }

  /// Text that may stand in HTML.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
