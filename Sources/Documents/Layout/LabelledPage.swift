/// A page with its labels, as exporters take it.
public struct LabelledPage: Sendable, Codable {
  /// The page.
  public var page: Page
  /// Where its words came from.
  public var textOrigin: TextOrigin
  /// Why from there.
  public var textReason: String
  /// What the teacher saw.
  public var teacher: [RegionEstimate]
  /// What the text sources proposed.
  public var proposals: [RegionEstimate]
  /// What became of them.
  public var fused: [FusedRegion]
  /// Warnings.
  public var notes: [String]

  /// Makes a labelled page.
  public init(
    page: Page, textOrigin: TextOrigin, textReason: String, teacher: [RegionEstimate],
    proposals: [RegionEstimate], fused: [FusedRegion], notes: [String]
  ) {
    self.page = page
    self.textOrigin = textOrigin
    self.textReason = textReason
    self.teacher = teacher
    self.proposals = proposals
    self.fused = fused
    self.notes = notes
  }
}

extension [RegionEstimate] {
  /// The proposals of the language model where there are any, else those of the text rules.
  public var ofLeadingTextSource: [RegionEstimate] {
    let model = filter { $0.source == .languageModel }
    return model.isEmpty ? self : model
  }
}
