import Layout

/// A page as a language model is asked about it.
public struct AskedPage: Sendable {
  /// Its rows and drawings.
  public var rows: PageRows
  /// The words that the rows refer to.
  public var text: PageText
  /// Where it comes from; no example is shown with a page of which this is not known.
  public var page: Page?
  /// What the teacher sees on it, by which answers are checked; no model is told.
  public var teacher: [RegionEstimate]

  /// Describes a page.
  public init(
    rows: PageRows, text: PageText, page: Page? = nil, teacher: [RegionEstimate] = []
  ) {
    self.rows = rows
    self.text = text
    self.page = page
    self.teacher = teacher
  }
}

extension AskedPage {
  /// The page as it was before OCR looked a second time; `nil` where that found nothing.
  public var atFirstLook: AskedPage? {
    guard let text = text.firstLook else { return nil }
    var page = self
    page.text = text
    page.rows = RowBuilder.rows(of: text, bounds: rows.bounds)
    return page
  }
}
