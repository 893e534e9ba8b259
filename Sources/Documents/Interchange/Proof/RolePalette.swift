import Layout

/// Colours of classes, by role, so that a role looks the same under every taxonomy.
///
/// The thirteen colours are at least 0.1 apart in OKLab, for people with full colour vision and
/// (after Machado, Oliveira and Fernandes 2009) for those without red or green cones, and have a
/// contrast of at least 3 against white paper. Boxes carry their class's name besides.
public enum RolePalette {
  /// The colour of a role, `#RRGGBB`.
  public static func colour(of role: RegionRole) -> String {
    switch role {
    case .text: "#5145FE"
    case .title: "#C91750"
    case .sectionHeader: "#75204C"
    case .listItem: "#1B757A"
    case .list: "#4FA286"
    case .table: "#B58F0F"
    case .figure: "#096A02"
    case .caption: "#BC73F9"
    case .footnote: "#6D80B8"
    case .formula: "#093A05"
    case .pageHeader: "#3E0C8C"
    case .pageFooter: "#464F99"
    case .reference: "#1904D4"
    }
  }

  /// Black or white, whichever reads on the role's colour (contrast at least 4.5).
  static func ink(on role: RegionRole) -> String {
    switch role {
    case .table, .list, .caption, .footnote: "#000"
    default: "#FFF"
    }
  }
}
