import Layout

/// Writes blocks, lines and strings of ALTO.
struct ALTOBlocks {
  var taxonomy: Taxonomy

  /// A region: text as `TextBlock`, a picture as `Illustration`; tables, and whatever holds more
  /// than its own words, as `ComposedBlock`.
  func write(_ node: PageOutline.Node, _ xml: inout XMLText) {
    let region = node.region
    let name = "r\(region.id)"
    let role = taxonomy.classes[region.classIndex].role
    let tags = [
      ("TAGREFS", "class\(region.classIndex)"), ("CS", region.isHuman ? "true" : nil),
    ]
    let isPlain = node.children.isEmpty && role != .table
    if isPlain, role != .figure {
      textBlock(name, region.box, node.lines, tags, &xml)
    } else if isPlain, node.lines.isEmpty {
      xml.element("Illustration", [("ID", name)] + tags + position(region.box))
    } else {
      let kind = [("TYPE", taxonomy.classes[region.classIndex].name as String?)]
      xml.element("ComposedBlock", [("ID", name)] + tags + position(region.box) + kind) { xml in
        if role == .figure {
          xml.element("Illustration", [("ID", "\(name)_image")] + position(region.box))
        }
        if let hull = Box.hull(node.lines.joined().map(\.box)) {
          textBlock("\(name)_text", hull, node.lines, [], &xml)
        }
        for child in node.children { write(child, &xml) }
      }
    }
  }

  /// Words of no region: a block without a class for each of the recogniser's.
  func write(loose lines: [[Word]], _ xml: inout XMLText) {
    for (number, lines) in lines.grouped(by: \.block).enumerated() {
      guard let hull = Box.hull(lines.joined().map(\.box)) else { continue }
      textBlock("loose\(number)", hull, lines, [], &xml)
    }
  }

  private func textBlock(
    _ name: String, _ box: Box, _ lines: [[Word]], _ tags: [(String, String?)],
    _ xml: inout XMLText
  ) {
    xml.element("TextBlock", [("ID", name)] + tags + position(box)) { xml in
      for (number, words) in lines.enumerated() {
        guard let hull = words.hull else { continue }
        let id = "\(name)_l\(number)"
        xml.element("TextLine", [("ID", id)] + position(hull)) { xml in
          for (place, word) in words.enumerated() {
            if place > 0 { xml.element("SP") }
            let confidence = min(1, max(0, word.confidence / 100)).text(places: 4)
            xml.element(
              "String",
              [("ID", "\(id)_w\(place)"), ("CONTENT", word.text)] + position(word.box)
                + [("WC", confidence)])
          }
        }
      }
    }
  }

  private func position(_ box: Box) -> [(String, String?)] {
    [
      ("HPOS", box.x1.text(places: 2)), ("VPOS", box.y1.text(places: 2)),
      ("WIDTH", max(0, box.width).text(places: 2)), ("HEIGHT", max(0, box.height).text(places: 2)),
    ]
  }
}
