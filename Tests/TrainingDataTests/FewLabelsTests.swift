import Testing
import TrainingData

@Suite("Few labels")
struct FewLabelsTests {
  private let documents = (0..<60).map { "d\($0 < 40 ? 0 : $0 % 5)" }

  @Test("cover documents evenly", arguments: [0, 1, 4, 5, 7, 13, 60])
  func even(count: Int) throws {
    let pages = Array(documents.indices)
    let few = try FewLabels(count, from: pages, documents: documents, seed: 3)
    #expect(few.labelled.count == count)
    #expect((few.labelled + few.unlabelled).sorted() == pages)
    let counts = Dictionary(grouping: few.labelled) { documents[$0] }.mapValues(\.count)
    #expect(counts.count == min(count, 5))
    // Four documents have four pages, one the rest.
    let most = counts.values.max() ?? 0
    for (document, taken) in counts where document != "d0" { #expect(taken >= min(4, most - 1)) }
  }

  @Test func `are nested by their number and differ by their seed`() throws {
    let pages = Array(documents.indices)
    let draws = try (0...20).map {
      Set(try FewLabels($0, from: pages, documents: documents, seed: 5).labelled)
    }
    for (small, large) in zip(draws, draws.dropFirst()) { #expect(small.isSubset(of: large)) }
    #expect(
      try FewLabels(20, from: pages, documents: documents, seed: 6).labelled != draws[20].sorted())
  }

  @Test func `come from the given pages alone`() throws {
    let few = try FewLabels(3, from: [59, 2, 41, 2, 50], documents: documents, seed: 0)
    #expect((few.labelled + few.unlabelled).sorted() == [2, 41, 50, 59])
    #expect(throws: TrainingDataError.tooFewPages(found: 4, wanted: 5)) {
      try FewLabels(5, from: [59, 2, 41, 2, 50], documents: documents, seed: 0)
    }
    #expect(throws: TrainingDataError.self) {
      try FewLabels(1, from: [60], documents: documents, seed: 0)
    }
  }
}
