import Layout

/// Writes a page of hOCR: areas, paragraphs, lines and words.
struct HOCRAreas {
  var taxonomy: Taxonomy
  /// The page's number in the file, from 1, which keeps ids apart.
  var page: Int

  func text(of page: ExportedPage) -> String {
    let outline = PageOutline(page)
    let title = [
      "image \(Self.quoted(page.name))", Self.box(page.page.bounds), "ppageno \(self.page - 1)",
      "scan_res \(page.page.dpi.text(places: 0)) \(page.page.dpi.text(places: 0))",
    ].joined(separator: "; ")
    var xml = XMLText()
    xml.element("div", [("class", "ocr_page"), ("id", "page_\(self.page)"), ("title", title)]) {
      xml in
      for node in outline.roots { write(node, &xml) }
      loose(outline.looseLines, &xml)
    }
    return xml.text
  }

  private func write(_ node: PageOutline.Node, _ xml: inout XMLText) {
    let region = node.region
    let name = taxonomy.classes[region.classIndex].name
    let score = region.score.map { "; x_galley_score \($0.text(places: 4))" } ?? ""
    xml.element(
      "div",
      [
        ("class", element(region)), ("id", "region_\(page)_\(region.id)"),
        ("title", Self.box(region.box) + score), ("data-label", name),
      ]
    ) { xml in
      paragraphs(node.lines, &xml)
      for child in node.children { write(child, &xml) }
    }
  }

  private func element(_ region: ExportedRegion) -> String {
    switch taxonomy.classes[region.classIndex].role {
    case .table: "ocr_table"
    case .figure: "ocr_image"
    case .pageHeader: "ocr_header"
    case .pageFooter: "ocr_footer"
    default: "ocr_carea"
    }
  }

  private func loose(_ lines: [[Word]], _ xml: inout XMLText) {
    for lines in lines.grouped(by: \.block) {
      guard let hull = Box.hull(lines.joined().map(\.box)) else { continue }
      xml.element("div", [("class", "ocr_carea"), ("title", Self.box(hull))]) {
        paragraphs(lines, &$0)
      }
    }
  }

  private func paragraphs(_ lines: [[Word]], _ xml: inout XMLText) {
    for lines in lines.grouped(by: \.paragraph) {
      guard let hull = Box.hull(lines.joined().map(\.box)) else { continue }
      xml.element("p", [("class", "ocr_par"), ("title", Self.box(hull))]) { xml in
        for words in lines {
          guard let hull = words.hull else { continue }
          xml.element("span", [("class", "ocr_line"), ("title", Self.box(hull))]) { xml in
            for word in words {
              let confidence = min(100, max(0, word.confidence)).text(places: 0)
              xml.element(
                "span",
                [
                  ("class", "ocrx_word"), ("id", "word_\(page)_\(word.id)"),
                  ("title", "\(Self.box(word.box)); x_wconf \(confidence)"),
                ], content: word.text)
            }
          }
        }
      }
    }
  }

  /// A box in whole pixels that are at least 0.
  private static func box(_ box: Box) -> String {
    let edges = box.edges.map { max(0, Int(min($0, 1e9).rounded())) }
    return "bbox \(edges[0]) \(edges[1]) \(edges[2]) \(edges[3])"
  }

  /// A file name in quotes; what would end it, or the property, is written as in a URL.
  private static func quoted(_ name: String) -> String {
    var quoted = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", ";", "\\", "%": quoted += "%" + String(scalar.value, radix: 16, uppercase: true)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"\(quoted)\""
  }
}
