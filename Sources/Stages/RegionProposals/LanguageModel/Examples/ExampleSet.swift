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
  public init(
    _ pages: [LabelledExample], perPage: Int, documents: DocumentNames, taxonomy: Taxonomy
  ) {
    self.perPage = max(0, perPage)
    self.documents = documents
    self.taxonomy = taxonomy
    candidates = pages.sorted { ($0.document, $0.name) < ($1.document, $1.name) }
      .compactMap { ExampleCandidate($0, taxonomy: taxonomy) }
    digest = AnswerCache.key(
      ["\(perPage)"] + candidates.flatMap { [$0.example.document, $0.text] })
  }

  /// Pages of the set that may be shown.
  public var count: Int { candidates.count }

  /// An example that was chosen.
  struct Chosen: Sendable {
    let excerpt: ExampleExcerpt
    /// How alike the pages are, in 0...1.
    let similarity: Double
    /// Cues of the page that those before it do not show in full.
    let cues: [RowCue]
  }

  /// The examples for a page, most helpful first, that fit into some tokens together.
  ///
  /// Greedy: each next one is most like the page and shows most of what those before have not, of the
  /// cues that the page has and the classes that pages like it have; both count alike. A cue of
  /// many rows of the page is shown in full by as many rows. No example is of the page's own document,
  /// or has the same text.
  func chosen(
    for page: PageRows, words: [Word], document: String, prompt: RegionPrompt, tokens: Int
  ) -> [Chosen] {
    let asked = ComparedPage(page, ShownRows(page, words: words))
    var open = candidates.filter {
      $0.example.document != document && $0.page.texts != asked.texts
    }.map { (candidate: $0, similarity: $0.page.profile.similarity(to: asked.profile)) }
    var wanted = Self.wanted(by: asked, open)
    func gain(_ aspect: Aspect, _ candidate: ExampleCandidate) -> Double {
      guard let want = wanted[aspect], let rows = candidate.shows[aspect] else { return 0 }
      return want.weight * min(1, Double(rows) / want.rows)
    }
    var chosen: [Chosen] = []
    var left = tokens
    while chosen.count < perPage {
      let ranked = open.indices.map { index in
        let (candidate, similarity) = open[index]
        // Sorted, so that the sum is the same to the last bit in every run.
        let news = wanted.keys.sorted().reduce(0.0) { $0 + gain($1, candidate) }
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
      let cues = RowCue.allCases.filter { gain(.cue($0), candidate) > 0 }
      chosen.append(Chosen(excerpt: excerpt, similarity: similarity, cues: cues))
      left -= excerpt.tokens
      for (aspect, rows) in candidate.shows {
        guard let want = wanted[aspect] else { continue }
        let isShown = Double(rows) >= want.rows
        wanted[aspect] =
          isShown ? nil : Want(weight: want.weight - gain(aspect, candidate), rows: want.rows)
      }
    }
    return chosen
  }

  /// How much it is worth to show something, in full by so many rows.
  private struct Want {
    var weight: Double
    var rows: Double
  }

  /// What the page needs to be shown: cues by how many rows have them (logarithm), classes by how
  /// many of the most similar pages have them; either kind has a sum of one half.
  private static func wanted(
    by page: ComparedPage, _ others: [(candidate: ExampleCandidate, similarity: Double)]
  ) -> [Aspect: Want] {
    var rows: [RowCue: Double] = [:]
    for cue in page.cues.joined() { rows[cue, default: 0] += 1 }
    let weights = RowCue.allCases.map { log(1 + (rows[$0] ?? 0)) }
    let sum = weights.reduce(0, +)
    var wanted: [Aspect: Want] = [:]
    for (cue, weight) in zip(RowCue.allCases, weights) where weight > 0 {
      wanted[.cue(cue)] = Want(weight: 0.5 * weight / sum, rows: rows[cue] ?? 1)
    }
    let nearest = others.enumerated().sorted {
      ($1.element.similarity, $0.offset) < ($0.element.similarity, $1.offset)
    }.prefix(neighbours)
    var pages: [Aspect: Double] = [:]
    for aspect in nearest.flatMap(\.element.candidate.shows.keys) where aspect.isClass {
      pages[aspect, default: 0] += 1
    }
    let all = pages.values.reduce(0, +)
    for (aspect, count) in pages { wanted[aspect] = Want(weight: 0.5 * count / all, rows: 1) }
    return wanted
  }
}
