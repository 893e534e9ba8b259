import Layout

/// A place where teacher and text both see a region, but not the same class.
///
/// Source: Shihab et al. 2025, arXiv 2511.08903, on semantic disambiguation.
public struct DisambiguationCase: Sendable, Hashable {
  /// Who was right, by what was labelled there.
  public enum Verdict: String, Sendable, CaseIterable, Codable {
    case teacher
    case text
    /// Something of another class is there.
    case neither
    /// Nothing is labelled there.
    case nothing
  }

  /// The class that the teacher sees.
  public var teacher: Int
  /// The class that the text implies.
  public var text: Int
  /// The class after fusion.
  public var fused: Int
  /// `nil` where the page is not labelled.
  public var verdict: Verdict?
  /// Whether the class after fusion is the labelled one.
  public var fusedIsRight: Bool

  /// Least overlap (intersection over union) with a labelled box that makes it the one meant.
  private static let overlap = 0.5

  /// The cases of a page, and how many of its regions both sources see.
  ///
  /// - Parameter truth: what was labelled there, page-image pixels; `nil` where nobody did.
  public static func cases(
    on page: LabelledPage, truth: [TruthBox]?
  ) -> (cases: [DisambiguationCase], shared: Int) {
    let teachers = byID(page.teacher)
    let texts = Dictionary(grouping: page.proposals, by: \.source).mapValues(byID)
    var shared = 0
    var cases: [DisambiguationCase] = []
    for region in page.fused {
      let parts = region.contributions
      guard let teacher = parts.first(where: { $0.source.isDetector }),
        let text = parts.first(where: { !$0.source.isDetector }),
        let teacherClass = teachers[teacher.estimate]?.classIndex,
        let textClass = texts[text.source]?[text.estimate]?.classIndex
      else { continue }
      shared += 1
      guard teacherClass != textClass else { continue }
      var found = DisambiguationCase(
        teacher: teacherClass, text: textClass, fused: region.classIndex, fusedIsRight: false)
      if let truth { found.judge(region.box, by: truth) }
      cases.append(found)
    }
    return (cases, shared)
  }

  private mutating func judge(_ box: Box, by truth: [TruthBox]) {
    let meant = truth.filter { !$0.isCrowd }.max {
      $0.box.intersectionOverUnion(box) < $1.box.intersectionOverUnion(box)
    }
    guard let meant, meant.box.intersectionOverUnion(box) >= Self.overlap else {
      verdict = .nothing
      return
    }
    verdict =
      switch meant.classIndex {
      case teacher: .teacher
      case text: .text
      default: .neither
      }
    fusedIsRight = meant.classIndex == fused
  }

  private static func byID(_ estimates: [RegionEstimate]) -> [Int: RegionEstimate] {
    Dictionary(estimates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
