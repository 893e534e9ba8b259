import Layout

/// A page as it is compared with others.
struct ComparedPage: Sendable {
  let profile: LayoutProfile
  /// Cues of each item shown.
  let cues: [Set<RowCue>]
  let identity: SamePage

  init(_ rows: PageRows, _ shown: ShownRows, of page: Page?) {
    cues = RowCue.cues(of: shown, page: rows)
    profile = LayoutProfile(rows, cues: cues)
    identity = SamePage(page, rows: rows)
  }
}

/// Something that an example may show: what becomes of rows with a cue, or a class.
struct Aspect: Hashable, Comparable, Sendable {
  private let code: Int

  static func cue(_ cue: RowCue) -> Aspect { Aspect(code: cue.index) }
  static func labelled(_ classIndex: Int) -> Aspect {
    Aspect(code: RowCue.allCases.count + classIndex)
  }
  var isClass: Bool { code >= RowCue.allCases.count }

  static func < (one: Aspect, other: Aspect) -> Bool { one.code < other.code }
}

/// A labelled page, as it may be chosen for an example.
struct ExampleCandidate: Sendable {
  let example: LabelledExample
  let page: ComparedPage
  /// Cues that its labelled rows have, and the classes of its regions.
  let shows: Set<Aspect>
  /// Share of its boxes that rows tell, times the share of its rows that are labelled, in 0...1.
  let fidelity: Double
  /// The rows and their answer, as they stand for the page.
  let text: String

  /// Prepares a page; `nil` where no row tells of any of its boxes.
  init?(_ example: LabelledExample, taxonomy: Taxonomy) {
    let shown = ShownRows(example.rows, words: example.words)
    let answer = ExampleAnswer(example.regions, shown: shown, taxonomy: taxonomy)
    guard !answer.regions.isEmpty else { return nil }
    self.example = example
    page = ComparedPage(example.rows, shown, of: example.page)
    text = shown.text + "\n" + answer.json(shown: shown, taxonomy: taxonomy)
    let faithful = answer.regions.filter(\.isFaithful)
    let labelled = Set(answer.regions.flatMap(\.items))
    let cues = page.cues
    shows = Set(labelled.flatMap { cues[$0] }.map(Aspect.cue))
      .union(faithful.map { Aspect.labelled($0.label.classIndex) })
    let rows = shown.items.indices.filter { shown.items[$0].isText }
    fidelity =
      Double(faithful.count) / Double(answer.regions.count + answer.leftOut)
      * Double(1 + rows.count { labelled.contains($0) }) / Double(1 + rows.count)
  }
}
