import Layout

/// What is known of a teacher's box errors before a page is seen, by role.
enum DefaultVariance {
  /// Standard deviation of an edge as a share of the page's width.
  ///
  /// Medians over the four edges of robust residuals (1.4826 times the median absolute deviation)
  /// of yolov8n-doclaynet's boxes matched to human boxes at IoU ≥ 0.5 on 219 pages of PolEval 2025.
  private static func shareOfWidth(_ role: RegionRole) -> Double {
    switch role {
    case .text, .listItem, .sectionHeader, .pageHeader, .pageFooter: 0.0018
    case .title, .caption, .footnote, .reference: 0.002
    case .formula, .list: 0.004
    case .table, .figure: 0.010
    }
  }

  /// Variance of each edge, px².
  static func of(_ role: RegionRole, pageWidth: Int) -> BoxVariance {
    let deviation = shareOfWidth(role) * Double(pageWidth)
    return BoxVariance(uniform: deviation * deviation)
  }
}
