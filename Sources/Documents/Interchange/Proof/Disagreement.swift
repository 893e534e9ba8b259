import Layout

extension FusedRegion {
  /// How much this region wants to be looked at, 0...1; `nil` for an ignored region.
  ///
  /// - 1 for a region for review, and for one flagged `conflict` or `class_flip`;
  /// - 1 − `agreement` for a region that several sources saw;
  /// - 0.5 for an accepted region that only one source saw: nobody confirmed or denied it.
  public var doubt: Double? {
    guard decision != .ignored else { return nil }
    if decision == .review || flags.contains(RegionFlag.conflict.rawValue)
      || flags.contains(RegionFlag.classFlip.rawValue)
    {
      return 1
    }
    guard let agreement else { return 0.5 }
    return min(max(1 - agreement, 0), 1)
  }
}

extension LabelledPage {
  /// How much the sources disagree about the page, 0...1: the mean `doubt` of its regions.
  ///
  /// A page on which everything was ignored counts 0.5, and one on which no source saw anything 0.
  /// Pages with the same value keep their order under a stable sort.
  public var disagreement: Double {
    let doubts = fused.compactMap(\.doubt)
    guard doubts.isEmpty else { return doubts.reduce(0, +) / Double(doubts.count) }
    return teacher.isEmpty && proposals.isEmpty ? 0 : 0.5
  }
}
