/// What a region is on the page, independent of any dataset's class names.
///
/// Model cards, text rules and prompts speak of roles; a `Taxonomy` says which of its classes, if
/// any, stands for a role. The names follow the DocLayNet guidelines, refined where another
/// dataset needs it.
public enum RegionRole: String, Codable, CaseIterable, Sendable {
  case text
  case title
  case sectionHeader = "section_header"
  case listItem = "list_item"
  /// A whole list; its items are `listItem`.
  case list
  case table
  case figure
  case caption
  case footnote
  case formula
  case pageHeader = "page_header"
  case pageFooter = "page_footer"
  /// Bibliography entries.
  case reference
}

extension RegionRole {
  /// The role to try next in a taxonomy that has no class for this one; `nil` when there is none.
  ///
  /// A formula without a class of its own is text, a title without one a section header, and so
  /// on. Page headers and footers have no fallback: a taxonomy without them leaves them out.
  public var fallback: RegionRole? {
    switch self {
    case .title: .sectionHeader
    case .sectionHeader: .title
    case .list: .listItem
    case .listItem: .list
    case .reference: .listItem
    case .caption, .footnote, .formula: .text
    case .text, .table, .figure, .pageHeader, .pageFooter: nil
    }
  }

  /// Whether two regions of these roles may be the same thing seen twice.
  ///
  /// Roles made of running text are mutually compatible, and so are table, figure and formula.
  public func isCompatible(with other: RegionRole) -> Bool { isGraphic == other.isGraphic }

  /// Whether the region is drawn rather than written: table, figure, formula.
  public var isGraphic: Bool {
    switch self {
    case .table, .figure, .formula: true
    default: false
    }
  }
}
