/// What came of saving decisions; all of a save are kept or none.
public enum CorrectionOutcome: Sendable {
  /// Kept: the regions as they are now, and how many of the page wait for a person.
  case saved([AuditedRegion], undecided: Int)
  /// Somebody else saved these since: as they are now. Nothing is kept.
  case conflict([AuditedRegion])
  /// The page has been labelled anew since.
  case relabelled
  /// The page is no longer in the project.
  case gone
  /// An edit makes no sense.
  case refused(reason: String)
}
