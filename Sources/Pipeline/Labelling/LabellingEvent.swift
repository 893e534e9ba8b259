/// What happens during a labelling job, as it happens.
public enum LabellingEvent: Sendable {
  /// The inputs are known.
  case started(files: Int, passedOver: Int)
  /// A file was opened and its pages (those asked for) counted.
  case opened(file: String, pages: Int)
  /// A page is in the label store.
  case labelled(PageReport)
  /// A page was there already, made from the same inputs with the same parameters.
  case upToDate(file: String, page: Int)
  /// A page, or a whole file (`page` is `nil`), could not be labelled.
  case failed(file: String, page: Int?, reason: String)
  /// Something the user should know once.
  case note(String)
}

/// One labelled page in numbers.
public struct PageReport: Sendable, Equatable {
  /// The file as the user named it.
  public var file: String
  /// Page number, from 1.
  public var page: Int
  /// Where the words came from, such as `text_layer`.
  public var textOrigin: String
  /// Fused regions that were accepted.
  public var accepted: Int
  /// All fused regions.
  public var regions: Int
  /// Seconds by stage, in the order of the stages.
  public var seconds: [StageSeconds]
  /// Warnings about the page.
  public var notes: [String]
  /// Language-model tokens read and written for the page.
  public var tokens: Int
  /// Whether an answer about its text is missing that another run may find.
  public var lacksAnswer: Bool
}

/// Seconds spent in one stage.
public struct StageSeconds: Sendable, Equatable, Codable {
  /// Stage name, such as `render`.
  public var stage: String
  /// Wall-clock seconds.
  public var seconds: Double
}
