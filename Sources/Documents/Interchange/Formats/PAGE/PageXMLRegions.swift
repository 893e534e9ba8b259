import Layout

/// Writes regions, lines and words of PAGE-XML.
struct PageXMLRegions {
  var taxonomy: Taxonomy

  func write(_ node: PageOutline.Node, _ xml: inout XMLText) {
    let region = node.region
    let kind = PageXMLKind(taxonomy.classes[region.classIndex].role)
    xml.element(
      kind.element,
      [("id", "r\(region.id)"), ("type", kind.type), ("custom", custom(region))]
    ) { xml in
      coordinates(region.box, confidence: region.score, &xml)
      for child in node.children { write(child, &xml) }
      if kind.element == "TextRegion" {
        lines(node, &xml)
      } else if !node.lines.isEmpty {
        // Tables, figures and formulas hold no lines of their own, only regions of text.
        xml.element(
          "TextRegion", [("id", "r\(region.id)_text"), ("custom", PageXMLCustom.wordsOnly)]
        ) {
          coordinates(Box.hull(node.lines.joined().map(\.box)) ?? region.box, &$0)
          lines(node, &$0)
        }
      }
    }
  }

  private func custom(_ region: ExportedRegion) -> String {
    // Braces and semicolons would end the value.
    let name = taxonomy.classes[region.classIndex].name.map { "{};".contains($0) ? "_" : $0 }
    var parts = ["class: \(String(name));"]
    if let variance = region.variance {
      let numbers = variance.edges.map { $0.text(places: 3) }
      parts.append("variance: \(numbers.joined(separator: " "));")
    }
    if region.isHuman { parts.append("human: true;") }
    return "galley {\(parts.joined(separator: " "))}"
  }

  private func lines(_ node: PageOutline.Node, _ xml: inout XMLText) {
    for (number, words) in node.lines.enumerated() {
      let id = "r\(node.region.id)_l\(number)"
      xml.element("TextLine", [("id", id)]) { xml in
        coordinates(words.hull ?? node.region.box, &xml)
        for (place, word) in words.enumerated() {
          xml.element("Word", [("id", "\(id)_w\(place)")]) { xml in
            coordinates(word.box, &xml)
            text(word.text, confidence: word.confidence / 100, &xml)
          }
        }
        text(words.text, &xml)
      }
    }
    guard !node.lines.isEmpty else { return }
    text(node.lines.map(\.text).joined(separator: "\n"), &xml)
  }

  private func text(_ text: String, confidence: Double? = nil, _ xml: inout XMLText) {
    xml.element("TextEquiv", [("conf", confidence.map(Self.share))]) {
      $0.element("Unicode", content: text)
    }
  }

  /// A box as the polygon of its corners, in whole pixels that are at least 0.
  private func coordinates(_ box: Box, confidence: Double? = nil, _ xml: inout XMLText) {
    let edges = box.edges.map { max(0, Int(min($0, 1e9).rounded())) }
    let (left, top) = (edges[0], edges[1])
    // A box of less than a pixel keeps an area.
    let (right, bottom) = (max(edges[2], left + 1), max(edges[3], top + 1))
    xml.element(
      "Coords",
      [
        ("points", "\(left),\(top) \(right),\(top) \(right),\(bottom) \(left),\(bottom)"),
        ("conf", confidence.map(Self.share)),
      ])
  }

  private static func share(_ value: Double) -> String { min(1, max(0, value)).text(places: 4) }
}
