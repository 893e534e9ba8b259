import Foundation
import Interchange

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
      !all.isEmpty
    else { return "" }
    let scale = ChartScale(all.map(\.value))
    func x(_ step: Double) -> Double {
      let width = Self.size.width - Self.margin.left - Self.margin.right
      return Self.margin.left + width * (step - Double(first)) / Double(max(1, last - first))
    }
    func y(_ value: Double) -> Double {
      let height = Self.size.height - Self.margin.top - Self.margin.bottom
      return Self.margin.top + height * (1 - (value - scale.low) / (scale.high - scale.low))
    }
    var body = ""
    for value in scale.ticks {
      let height = Self.number(y(value))
      body += """
        <line x1="\(Self.margin.left)" x2="\(Self.size.width - Self.margin.right)" y1="\(height)" \
        y2="\(height)" stroke="currentColor" stroke-opacity="0.15"/>
        <text x="\(Self.margin.left - 6)" y="\(height)" dy="4" text-anchor="end">\
        \(ChartScale.label(value))</text>

        """
    }
    for step in Set([first, (first + last) / 2, last]).sorted() {
      body += """
        <text x="\(Self.number(x(Double(step))))" y="\(Self.size.height - 6)" \
        text-anchor="middle">\(step)</text>

        """
    }
    let heights = ChartScale.spread(
      finite.map { $0.points.last.map { y($0.value) } ?? 0 }, by: 13,
      upTo: Self.size.height - Self.margin.bottom)
    for (index, curve) in finite.enumerated() where !curve.points.isEmpty {
      let colour = Self.colours[index % Self.colours.count]
      let path = curve.points.map {
        "\(Self.number(x(Double($0.step)))),\(Self.number(y($0.value)))"
      }
      body += path.count > Self.mostDots ? "" : Self.dots(path, colour)
      body += """
        <polyline fill="none" stroke="\(colour)" stroke-width="1.5" \
        points="\(path.joined(separator: " "))"/>
        <text x="\(Self.size.width - Self.margin.right + 6)" \
        y="\(Self.number(heights[index]))" dy="4" \
        style="fill:\(colour)">\(HTMLText.escaped(curve.name))</text>

        """
    }
    return """
      <figure><figcaption>\(HTMLText.escaped(title))</figcaption>
      <svg viewBox="0 0 \(Self.size.width) \(Self.size.height)" role="img" \
      aria-label="\(HTMLText.escaped(title))">
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

  /// So few points are drawn as dots, too.
  private static let mostDots = 40

  private static func dots(_ points: [String], _ colour: String) -> String {
    points.map { point in
      let place = point.split(separator: ",")
      return "<circle cx=\"\(place[0])\" cy=\"\(place[1])\" r=\"2\" fill=\"\(colour)\"/>\n"
    }.joined()
  }
}
