/// What is to be told of pages that come in: what was left out, guessed or chosen.
public struct ImportRemarks: Sendable, Hashable {
  /// Regions without an area on their page, which are left out.
  public var emptyRegions = 0
  /// Regions of COCO that stand for many (`iscrowd`), which are left out.
  public var crowds = 0
  /// Regions of text whose type nobody knows, by that type; they count as plain text.
  public var unknownTypes: [String: Int] = [:]
  /// Tasks with several annotations, of which one counts.
  public var contestedTasks = 0

  /// Regions that are left out.
  public var leftOut: Int { emptyRegions + crowds }

  /// Nothing is to be told.
  public init() {}

  /// Adds those of another page.
  public static func += (all: inout ImportRemarks, page: ImportRemarks) {
    all.emptyRegions += page.emptyRegions
    all.crowds += page.crowds
    all.unknownTypes.merge(page.unknownTypes, uniquingKeysWith: +)
    all.contestedTasks += page.contestedTasks
  }
}
