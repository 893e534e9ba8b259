import Layout

/// What PAGE-XML calls a region: its element and, for text, its type.
struct PageXMLKind: Hashable {
  var element: String
  var type: String?

  /// The kind for a role.
  init(_ role: RegionRole) {
    switch role {
    case .text, .list, .listItem, .reference: self.init(element: "TextRegion", type: "paragraph")
    case .title, .sectionHeader: self.init(element: "TextRegion", type: "heading")
    case .caption: self.init(element: "TextRegion", type: "caption")
    case .footnote: self.init(element: "TextRegion", type: "footnote")
    case .pageHeader: self.init(element: "TextRegion", type: "header")
    case .pageFooter: self.init(element: "TextRegion", type: "footer")
    case .table: self.init(element: "TableRegion", type: nil)
    case .figure: self.init(element: "ImageRegion", type: nil)
    case .formula: self.init(element: "MathsRegion", type: nil)
    }
  }

  init(element: String, type: String?) {
    self.element = element
    self.type = type
  }

  /// The role that other programs mean by an element and its type; `nil` for one that is no region
  /// of text, table, figure or formula.
  var role: RegionRole? {
    switch element {
    case "TextRegion":
      type.flatMap(Self.roleOfText) ?? .text
    case "TableRegion": .table
    case "ImageRegion", "LineDrawingRegion", "GraphicRegion", "ChartRegion", "MapRegion",
      "MusicRegion":
      .figure
    case "MathsRegion", "ChemRegion": .formula
    default: nil
    }
  }

  /// The type of a region of text that is nobody's.
  var unknownType: String? {
    element == "TextRegion" && type.map(Self.roleOfText) == .some(nil) ? type : nil
  }

  /// Roles of PAGE-XML's types, and of SegmOnto's zones, such as `MainZone:column#1`.
  private static func roleOfText(_ type: String) -> RegionRole? {
    switch type.prefix(while: { !":#".contains($0) }).lowercased().filter(\.isLetter) {
    case "paragraph", "dropcapital", "credit", "floating", "signaturemark", "catchword",
      "marginalia", "other", "mainzone", "margintextzone", "dropcapitalzone":
      .text
    case "heading": .sectionHeader
    case "titlepagezone": .title
    case "caption": .caption
    case "header", "runningtitlezone": .pageHeader
    case "footer", "pagenumber", "numberingzone", "quiremarkszone": .pageFooter
    case "footnote", "footnotecontinued", "endnote": .footnote
    case "tocentry", "listlabel": .listItem
    case "tablezone": .table
    case "figurezone", "graphiczone": .figure
    default: nil
    }
  }

  /// Elements that stand for no content.
  static let passedOver: Set = ["SeparatorRegion", "NoiseRegion"]
}
