/// What is remarkable about a region or an estimate.
public enum RegionFlag: String, CaseIterable, Sendable {
  /// The sources contradict each other on at least one edge.
  case conflict
  /// The sources give different classes.
  case classDisagreement = "class_disagreement"
  /// The fused class is not the teacher's.
  case classFlip = "class_flip"
  /// A text region covers several of the teacher's, this one among them.
  case llmMerges = "llm_merges"
  /// The text sources see several regions where the teacher sees one.
  case llmSplits = "llm_splits"
  /// The box was cut at the page's edge.
  case clipped
  /// The items of a list were joined into one region.
  case joinedItems = "joined_items"

  /// Those of fused regions, by which people look for them.
  public static let ofFusedRegions = allCases.filter { $0 != .joinedItems }
}
