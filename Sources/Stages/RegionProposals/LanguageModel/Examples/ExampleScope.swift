/// Which labelled pages a page may be shown; itself never.
public enum ExampleScope: String, Sendable, CaseIterable {
  /// All, pages of its own document too: those tell most where a person labelled a few of them.
  case any
  /// Those of other documents only, as a fair measurement on labelled documents needs it.
  case otherDocuments = "other-documents"
}
