import Foundation
import Layout
import Prompts

/// Labelled pages, of which each page that is asked about is shown those that help most.
///
/// What text alone does not tell, such as whether a table of contents is a table, or a numbered
/// paragraph an item of a list, is a convention of the set that a model can only be shown.
public struct ExampleSet: Sendable {
  /// Examples that a page is shown, at most.
  public let perPage: Int
  /// Which document a page is of.
  public let documents: DocumentNames
  /// Which pages a page may be shown.
  public let scope: ExampleScope

  /// Names the set and how it is used.
  let digest: String
  private let candidates: [ExampleCandidate]
  private let taxonomy: Taxonomy

  /// Similar pages that tell which classes a page probably has; so many are also tried for one
  /// that fits.
  private static let neighbours = 10

  /// Makes a set.
  ///
  /// - Parameters:
  ///   - pages: labelled pages; those without a region that rows can tell are left out. Their order
  ///     does not matter.
  ///   - perPage: examples that a page is shown, at most.
  ///   - scope: which of them a page may be shown.
  public init(
    _ pages: [LabelledExample], perPage: Int, documents: DocumentNames,
    scope: ExampleScope = .any, taxonomy: Taxonomy
  ) {
    self.perPage = max(0, perPage)
    self.documents = documents
    self.scope = scope
    self.taxonomy = taxonomy
    candidates = pages.sorted { ($0.document, $0.name) < ($1.document, $1.name) }
      .compactMap { ExampleCandidate($0, taxonomy: taxonomy) }
    digest = AnswerCache.key(
      ["\(perPage)"] + (scope == .any ? [scope.rawValue] : [])
        + candidates.flatMap { [$0.example.document, $0.text] })
  }

  /// Pages of the set that may be shown.
  public var count: Int { candidates.count }

  /// An example that was chosen.
  struct Chosen: Sendable {
    let excerpt: ExampleExcerpt
    /// How alike the pages are, in 0...1.
    let similarity: Double
    /// Cues of the page that it is the first to show.
    let cues: [RowCue]
  }

  /// The examples for a page, most helpful first, that fit into some tokens together.
  ///
  /// Greedy: each next one is most like the page and shows most of what none before has shown, of
  /// the cues that the page has and the classes that pages like it have; both count alike. No
  /// example is the page itself, and none is shown where it is not known which page that is.
  func chosen(for page: AskedPage, prompt: RegionPrompt, tokens: Int) -> [Chosen] {
    guard let place = page.page else { return [] }
    let asked = ComparedPage(
      page.rows, ShownRows(page.rows, words: page.text.words), of: place)
    var open = allowed(on: place, asked.identity).map {
      (candidate: $0, similarity: $0.page.profile.similarity(to: asked.profile))
    }
    var wanted = Self.wanted(by: asked, open)
    var chosen: [Chosen] = []
    var left = tokens
    while chosen.count < perPage {
      let ranked = open.indices.map { index in
        let (candidate, similarity) = open[index]
        // Sorted, so that the sum is the same to the last bit in every run.
        let news = candidate.shows.sorted().reduce(0.0) { $0 + (wanted[$1] ?? 0) }
        return (index: index, value: candidate.fidelity * (similarity + news))
      }.sorted { ($1.value, $0.index) < ($0.value, $1.index) }
      // Each gets its share of what is left; what one does not need is the others'.
      let share = left / (perPage - chosen.count)
      let fitting = ranked.prefix(Self.neighbours).lazy.compactMap { entry in
        ExampleExcerpt(
          open[entry.index].candidate.example, prompt: prompt, taxonomy: taxonomy, tokens: share
        ).map { (entry.index, $0) }
      }.first
      guard let (index, excerpt) = fitting else { break }
      let (candidate, similarity) = open.remove(at: index)
      let cues = RowCue.allCases.filter {
        wanted[.cue($0)] != nil && candidate.shows.contains(.cue($0))
      }
      chosen.append(Chosen(excerpt: excerpt, similarity: similarity, cues: cues))
      left -= excerpt.tokens
      for aspect in candidate.shows { wanted[aspect] = nil }
    }
    return chosen
  }

  /// Whether there is a labelled page that a page may be shown.
  func mayShow(_ page: AskedPage) -> Bool {
    page.page.map { !allowed(on: $0, SamePage($0, rows: page.rows)).isEmpty } ?? false
  }

  private func allowed(on page: Page, _ identity: SamePage) -> [ExampleCandidate] {
    let document = documents.document(of: page.file)
    return candidates.filter {
      (scope == .any || $0.example.document != document) && !$0.page.identity.isOne(with: identity)
    }
  }

  /// What the page needs to be shown: cues by how many rows have them (logarithm), classes by how
  /// many of the most similar pages have them; either kind has a sum of one half.
  private static func wanted(
    by page: ComparedPage, _ others: [(candidate: ExampleCandidate, similarity: Double)]
  ) -> [Aspect: Double] {
    var rows: [RowCue: Double] = [:]
    for cue in page.cues.joined() { rows[cue, default: 0] += 1 }
    let weights = RowCue.allCases.map { log(1 + (rows[$0] ?? 0)) }
    let sum = weights.reduce(0, +)
    var wanted: [Aspect: Double] = [:]
    for (cue, weight) in zip(RowCue.allCases, weights) where weight > 0 {
      wanted[.cue(cue)] = 0.5 * weight / sum
    }
    let nearest = others.enumerated().sorted {
      ($1.element.similarity, $0.offset) < ($0.element.similarity, $1.offset)
    }.prefix(neighbours)
    var pages: [Aspect: Double] = [:]
    for aspect in nearest.flatMap(\.element.candidate.shows) where aspect.isClass {
      pages[aspect, default: 0] += 1
    }
    let all = pages.values.reduce(0, +)
    for (aspect, count) in pages { wanted[aspect] = 0.5 * count / all }
    return wanted
  }
}
